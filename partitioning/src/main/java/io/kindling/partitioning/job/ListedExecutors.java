package io.kindling.partitioning.job;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/** The executors that Spark lists, each a moment before it takes tasks. */
public final class ListedExecutors {
  private ListedExecutors() {}

  /** Their addresses; in one JVM that of the driver, which computes itself there. */
  public static Set<String> addresses(JavaSparkContext context) {
    Set<String> listed =
        new HashSet<>(CollectionConverters.asJava(context.sc().getExecutorMemoryStatus()).keySet());
    if (!context.isLocal()) {
      listed.remove(SparkEnv.get().blockManager().blockManagerId().hostPort());
    }
    return listed;
  }
}
