package io.kindling.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where things of this project lie, and how its JVMs start. */
public final class Project {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("kindling.root"), "kindling.root"))
          .toAbsolutePath()
          .normalize();

  /**
   * For JVMs that live for seconds: the second compiler and threads that collect would take the
   * cores they work on, small pages of memory a tenth of their time, verifying the classes of Spark
   * and Scala anew a twelfth, and collecting because of these another.
   */
  public static final String SHORT_LIVED =
      "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UseTransparentHugePages"
          + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
          + " -XX:MetaspaceSize=200m";

  private Project() {}

  /** The repository. */
  public static Path root() {
    return ROOT;
  }

  /** The jar that spark-submit takes. */
  public static Path jar() {
    return ROOT.resolve("submit/target/kindling.jar");
  }

  /** Makes the folder that stands for an installed Spark; it holds no jar. */
  public static void createSparkHome() {
    try {
      Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Spark's own jars, and none of Kindling's. */
  public static String sparkClasspath() {
    try {
      return Files.readString(ROOT.resolve("submit/target/spark.classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample data. */
  public static Path sampleData() {
    return ROOT.resolve("sample-data");
  }
}
