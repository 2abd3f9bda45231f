package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.local.LocalSchedulerBackend;

/**
 * Whether the driver's heap holds what a training keeps there: arrays as long as the parameters.
 * Counts what is there at once for certain, so a training that it lets pass may still need more.
 */
public final class DriverMemory {
  private final long heap;
  private final int tasksHere;

  /**
   * A driver.
   *
   * @param heap the bytes it can have at most
   * @param tasksHere how many tasks of a step run in its process
   */
  DriverMemory(long heap, int tasksHere) {
    this.heap = heap;
    this.tasksHere = tasksHere;
  }

  /**
   * This process.
   *
   * @param shards of the training
   */
  public static DriverMemory here(JavaSparkContext context, int shards) {
    return new DriverMemory(Runtime.getRuntime().maxMemory(), Math.min(coresHere(context), shards));
  }

  /** Not Spark's default parallelism, which may be set to more. */
  private static int coresHere(JavaSparkContext context) {
    return context.sc().schedulerBackend() instanceof LocalSchedulerBackend here
        ? here.totalCores()
        : 0;
  }

  /**
   * What a training keeps.
   *
   * @param rule with its moments
   * @param sync with those of an outer optimizer
   * @param best whether the best epoch's parameters are kept besides the last ones
   * @param epochStart whether all is kept once more as it was at the start of the epoch
   */
  public record Kept(UpdateRule rule, SyncPolicy sync, boolean best, boolean epochStart) {}

  /**
   * Refuses a training that cannot fit.
   *
   * @param parameters of the network
   * @param changing those of them that are not frozen
   * @throws InvalidInputException when it needs more than the heap
   */
  public void check(long parameters, long changing, Kept kept) {
    long needed = bytes(parameters, changing, kept);
    if (needed > heap) {
      throw InvalidInputException.atSetting(
          "network",
          "%s parameters, for which the driver needs at least %s bytes (themselves, gradients, the"
                  .formatted(Names.count(parameters), Names.count(needed))
              + " optimizer's moments, a copy to save)",
          "at most %s, its heap, which --driver-memory enlarges".formatted(Names.count(heap)));
    }
  }

  /** The bytes of what is there at once for certain. */
  public long bytes(long parameters, long changing, Kept kept) {
    int learnt = 1 + (kept.rule.averageDecay().isPresent() ? 1 : 0);
    int moments = kept.rule.optimizer().moments();
    int travelling = moments; // those of replicas go back with all else if they are averaged
    if (kept.sync instanceof LocalSteps local) {
      moments += local.outer().moments();
      travelling = local.innerState() instanceof InnerState.Average ? travelling : 0;
      travelling += local.outer().moments();
    }
    int best = kept.best ? 1 : 0;
    int sumOrCopyToSave = 1;
    long whole = (long) learnt + best + (kept.epochStart ? learnt : 0);
    long ofGradients =
        (long) moments + (kept.epochStart ? travelling : 0) + sumOrCopyToSave + tasksHere;
    return (parameters * whole + changing * ofGradients) * Float.BYTES;
  }
}
