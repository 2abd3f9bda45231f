package io.kindling.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.connect.SparkSession;

/** A server of Spark Connect in a JVM of its own, which this machine alone can reach. */
final class ConnectServer implements AutoCloseable {
  /** The folder that the server's file system has, {@code shared} in that of its files. */
  static final String SHARED = "/shared";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 50;
  private static final String MAIN = "org.apache.spark.sql.connect.service.SparkConnectServer";

  private final Process process;
  private final Thread end;
  private final int port;

  private ConnectServer(Process process, int port) {
    this.process = process;
    this.port = port;
    end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
  }

  /** Starts one on two cores, whose files are in a folder, and waits until it listens. */
  static ConnectServer start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(property("kindling.connect.options").split(" +")));
    settings(port, folder).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-cp", Files.readString(Path.of(property("kindling.connect.classpath"))), MAIN));
    Path log = Path.of(property("kindling.connect.log"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    Process process = builder.start();
    ConnectServer server = new ConnectServer(process, port);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!server.listens()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new AssertionError(
            "no server of Spark Connect:%n%s".formatted(Files.readString(log)));
      }
      Thread.sleep(POLL_MILLIS);
    }
    return server;
  }

  /**
   * As on a cluster, a path without a scheme is not one of this machine's disk: there is {@link
   * #SHARED} and nothing else.
   */
  private static Map<String, String> settings(int port, Path folder) throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Map<String, String> settings = new TreeMap<>();
    settings.put("spark.master", "local[2]");
    settings.put("spark.app.name", "kindling connect tests");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.connect.grpc.binding.address", "127.0.0.1");
    settings.put("spark.connect.grpc.binding.port", Integer.toString(port));
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.sql.shuffle.partitions", "2");
    settings.put("spark.hadoop.fs.defaultFS", "viewfs://cluster/");
    settings.put(
        "spark.hadoop.fs.viewfs.mounttable.cluster.link." + SHARED, shared.toUri().toString());
    settings.put("java.io.tmpdir", folder.toString());
    return settings;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("-D%s is not set".formatted(name));
    }
    return value;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) POLL_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A session of a client. */
  SparkSession newSession() {
    return SparkSession.builder().remote("sc://127.0.0.1:" + port).create();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
