package io.kindling.submit.console;

import io.kindling.driver.training.TrainingPlan;
import io.kindling.kernels.spec.Names;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;

/** What a training would come to. */
public final class PlanLines {
  private PlanLines() {}

  /** Prints rows, columns, network, steps and memory. */
  public static void print(TrainingPlan plan, PrintWriter out) {
    ColumnTable.print(plan, Set.of(), out);
    NetworkTable.print(plan.model(), out);
    out.printf(
        Locale.ROOT,
        "%s to train on, %,d to validate on: %s of %s%n",
        Names.count(plan.trainingRows(), "row"),
        plan.validationRows(),
        Names.count(plan.spec().epochs(), "epoch"),
        Names.count(plan.stepsPerEpoch(), "step"));
    plan.spec().budget().ifPresent(most -> out.printf("budget: %s of a run%n", most));
    NetworkTable.printStep(plan.model(), plan.batching(), out);
    out.printf(
        Locale.ROOT,
        "memory: about %,d bytes of cached rows on the executors, at least %,d bytes on the driver,"
            + " whose heap is %,d%n",
        plan.rowBytes(),
        plan.driverBytes(),
        Runtime.getRuntime().maxMemory());
    plan.warnings().forEach(warning -> out.printf("Warning: %s%n", warning));
    out.println("Nothing is trained, since this is a dry run");
    out.flush();
  }
}
