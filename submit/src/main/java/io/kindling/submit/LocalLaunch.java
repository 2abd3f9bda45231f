package io.kindling.submit;

import io.kindling.kernels.spec.FirstLine;
import io.kindling.submit.console.VisibleControls;
import org.apache.spark.SparkException;
import org.apache.spark.deploy.SparkSubmit;

/**
 * What {@code bin/kindling} starts where no Spark is installed: SparkSubmit, but what it has to
 * complain about its own options is one line, as {@link Main}'s errors are.
 */
public final class LocalLaunch {
  private LocalLaunch() {}

  /** Takes the arguments of SparkSubmit. */
  public static void main(String[] arguments) {
    try {
      submit(arguments);
    } catch (SparkException | IllegalArgumentException e) {
      VisibleControls.on(System.err).println("kindling: spark-submit: " + FirstLine.of(e));
      System.exit(Main.BAD_INPUT);
    }
  }

  /** The Scala method throws what it does not declare. */
  private static void submit(String[] arguments) throws SparkException {
    new SparkSubmit().doSubmit(arguments);
  }
}
