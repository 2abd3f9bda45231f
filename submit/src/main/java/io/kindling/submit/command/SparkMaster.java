package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Looks at a master's URL before Spark does, which would answer a wrong one with a stack trace, and
 * wait a minute for one where nobody listens.
 */
final class SparkMaster {
  private static final String PLACE = "--master";
  private static final String FORMS =
      "local[CORES], local[*], spark://HOST:PORT, yarn or k8s://URL";
  private static final String THREADS = "(\\*|0*[1-9][0-9]*)";
  private static final Pattern LOCAL =
      Pattern.compile(
          "local(\\[%s(, *[0-9]+)?\\]|-cluster\\[[0-9 ]+,[0-9 ]+,[0-9 ]+\\])?".formatted(THREADS));
  private static final Pattern STANDALONE =
      Pattern.compile("spark://[^,/]+:[0-9]{1,5}(,[^,/]+:[0-9]{1,5})*");
  private static final Map<String, String> CLASSES =
      Map.of(
          "yarn", "org.apache.spark.scheduler.cluster.YarnClusterManager",
          "k8s", "org.apache.spark.scheduler.cluster.k8s.KubernetesClusterManager");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SparkMaster() {}

  /**
   * Refuses the master of {@code conf} where it cannot be one.
   *
   * @param environment the environment variables, where YARN's configuration is named
   * @throws InvalidInputException if it has no form that Spark knows, or Spark lacks what it needs
   * @throws SparkStartException if it is a Spark master that does not answer
   */
  static void check(SparkConf conf, Map<String, String> environment) {
    String master = conf.get("spark.master");
    if (master.equals("yarn")) {
      requireClasses("yarn", master);
      requireConfiguration(conf, environment);
    } else if (master.startsWith("k8s://")) {
      requireClasses("k8s", master);
    } else if (STANDALONE.matcher(master).matches()) {
      requireAnswer(master);
    } else if (!LOCAL.matcher(master).matches()) {
      throw InvalidInputException.at(PLACE, "'%s'".formatted(master), FORMS);
    }
  }

  private static void requireClasses(String kind, String master) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class.forName(CLASSES.get(kind), false, loader);
    } catch (ClassNotFoundException e) {
      throw InvalidInputException.at(
          PLACE,
          "'%s' and no classes of Spark for it".formatted(master),
          "an installed Spark that has them, in SPARK_HOME");
    }
  }

  private static void requireConfiguration(SparkConf conf, Map<String, String> environment) {
    boolean onCluster = conf.get("spark.submit.deployMode", "client").equals("cluster");
    if (!onCluster
        && !environment.containsKey("HADOOP_CONF_DIR")
        && !environment.containsKey("YARN_CONF_DIR")) {
      throw InvalidInputException.at(
          PLACE, "'yarn' and neither HADOOP_CONF_DIR nor YARN_CONF_DIR", "one of them to be set");
    }
  }

  private static void requireAnswer(String master) {
    List<String> failures = new ArrayList<>();
    for (String address : master.substring("spark://".length()).split(",", -1)) {
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon);
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))),
            Math.toIntExact(PATIENCE.toMillis()));
        return;
      } catch (UnknownHostException e) {
        failures.add("unknown host " + host);
      } catch (IOException | IllegalArgumentException e) {
        failures.add(e.getMessage());
      }
    }
    throw new SparkStartException(
        "%s: found no answer from %s (%s), expected a running Spark master"
            .formatted(PLACE, master, String.join("; ", failures)));
  }
}
