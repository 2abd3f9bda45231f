package io.kindling.submit.command;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.diagnosis.StepFloor;
import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.BlasDescription;
import io.kindling.kernels.blas.GemmSpeed;
import io.kindling.submit.console.StepAdvice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kindling doctor}. */
@Command(
    name = "doctor",
    description = "Show what computes, how fast, and what slows it down.",
    footer = {
      "    kindling doctor",
      "    kindling doctor --master spark://host:7077 --min-cores 8"
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final double SECONDS = 0.3;
  private static final int SIZE = 512;
  private static final List<Integer> FLOOR_PARAMETERS = List.of(1_000, 100_000, 1_000_000);

  @Spec private CommandSpec command;

  @Mixin private final MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = command.commandLine().getErr();
    return Interruption.during(err, "not all is shown", interruption -> examine());
  }

  private int examine() {
    PrintWriter out = command.commandLine().getOut();
    try (JavaSparkContext context = master.start("kindling doctor")) {
      println(
          out,
          "Java %s, Spark %s, master %s, %d cores",
          System.getProperty("java.version"),
          context.version(),
          context.master(),
          context.defaultParallelism());
      Blas blas = Blas.get();
      show(out, "driver", blas.description(), GemmSpeed.measure(blas, SIZE, SECONDS));
      for (BlasSurvey.Answer answer : BlasSurvey.run(context, SECONDS)) {
        show(
            out,
            "executor %s on %s".formatted(answer.executor(), answer.host()),
            answer.blas(),
            answer.gigaflops());
      }
      for (int parameters : FLOOR_PARAMETERS) {
        showFloor(context, out, parameters);
      }
    }
    return 0;
  }

  private static void showFloor(JavaSparkContext context, PrintWriter out, int parameters) {
    StepTimes floor = StepFloor.measure(context, parameters);
    println(
        out,
        "Step floor for %,9d parameters: %5.1f ms (a Spark job that computes nothing): %.1f to send"
            + " parameters, %.1f to schedule, carry and collect",
        parameters,
        1e3 * floor.total(),
        1e3 * floor.ship(),
        1e3 * floor.transport());
    Optional<Double> byWorkers = StepFloor.byWorkers(context, parameters);
    byWorkers.ifPresent(
        seconds -> println(out, "  by workers  %.2f ms, for tasks that stay", 1e3 * seconds));
    println(
        out, "  advice      %s", StepAdvice.ofFloor(parameters, byWorkers.orElse(floor.total())));
  }

  private static void show(PrintWriter out, String who, BlasDescription blas, double gigaflops) {
    println(out, "%s: %s BLAS", who, blas.isNative() ? "native" : "Java");
    println(out, "  library     %s %s", blas.library(), blas.file());
    if (blas.isNative()) {
      println(out, "  SHA-256     %s", blas.fileHash());
    }
    println(out, "  CPU kernel  %s", blas.cpuKernel());
    println(out, "  sgemm       %.0f GFLOP/s on one core (%d × %d)", gigaflops, SIZE, SIZE);
    blas.warnings().forEach(warning -> println(out, "  warning     %s", warning));
  }

  private static void println(PrintWriter out, String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
