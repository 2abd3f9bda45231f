package io.kindling.submit.command;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.diagnosis.StepFloor;
import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.BlasDescription;
import io.kindling.kernels.blas.GemmSpeed;
import io.kindling.submit.console.StepAdvice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;

/** {@code kindling doctor}. */
@Command(
    name = "doctor",
    description = "Show what computes, how fast, and what slows it down.",
    footer = {
      "    kindling doctor",
      "    kindling doctor --master spark://host:7077 --min-cores 8"
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand extends SparkCommand {
  private static final double SECONDS = 0.3;
  private static final int SIZE = 512;
  private static final List<Integer> FLOOR_PARAMETERS = List.of(1_000, 100_000, 1_000_000);

  @Override
  public Integer call() throws IOException {
    return during("not all is shown", interruption -> examine());
  }

  private int examine() {
    try (JavaSparkContext context = start()) {
      println(
          "Java %s, Spark %s, master %s, %d cores",
          System.getProperty("java.version"),
          context.version(),
          context.master(),
          context.defaultParallelism());
      Blas blas = Blas.get();
      show("driver", blas.description(), GemmSpeed.measure(blas, SIZE, SECONDS));
      for (BlasSurvey.Answer answer : BlasSurvey.run(context, SECONDS)) {
        show(
            "executor %s on %s".formatted(answer.executor(), answer.host()),
            answer.blas(),
            answer.gigaflops());
      }
      for (int parameters : FLOOR_PARAMETERS) {
        showFloor(context, parameters);
      }
    }
    return 0;
  }

  private void showFloor(JavaSparkContext context, int parameters) {
    StepTimes floor = StepFloor.measure(context, parameters);
    println(
        "Step floor for %,9d parameters: %5.1f ms (a Spark job that computes nothing): %.1f to send"
            + " parameters, %.1f to schedule, carry and collect",
        parameters, 1e3 * floor.total(), 1e3 * floor.ship(), 1e3 * floor.transport());
    Optional<Double> byWorkers = StepFloor.byWorkers(context, parameters);
    byWorkers.ifPresent(
        seconds -> println("  by workers  %.2f ms, for tasks that stay", 1e3 * seconds));
    println("  advice      %s", StepAdvice.ofFloor(parameters, byWorkers.orElse(floor.total())));
  }

  private void show(String who, BlasDescription blas, double gigaflops) {
    println("%s: %s BLAS", who, blas.isNative() ? "native" : "Java");
    println("  library     %s %s", blas.library(), blas.file());
    if (blas.isNative()) {
      println("  SHA-256     %s", blas.fileHash());
    }
    println("  CPU kernel  %s", blas.cpuKernel());
    println("  sgemm       %.0f GFLOP/s on one core (%d × %d)", gigaflops, SIZE, SIZE);
    blas.warnings().forEach(warning -> println("  warning     %s", warning));
  }
}
