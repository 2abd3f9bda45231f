package io.kindling.submit;

import java.util.Optional;

/** The versions of Java that Spark 4.1 runs on. {@code bin/kindling} asks for the same ones. */
final class JavaVersion {
  private static final int OLDEST = 17;
  private static final int NEWEST = 21;

  private JavaVersion() {}

  /** What is wrong with a JVM of version {@code feature}; empty when it will do. */
  static Optional<String> complaint(int feature) {
    return feature >= OLDEST && feature <= NEWEST
        ? Optional.empty()
        : Optional.of(
            "%s: found Java %s, expected %s or %s, which Spark 4.1 runs on; set JAVA_HOME"
                .formatted(System.getProperty("java.home"), feature, OLDEST, NEWEST));
  }
}
