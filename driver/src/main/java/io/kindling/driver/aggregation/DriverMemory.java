package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.UpdateRule;
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
   * Refuses a training that cannot fit.
   *
   * @param parameters of the network
   * @param keepsBest whether the best epoch's parameters are kept besides the last ones
   * @throws InvalidInputException when it needs more than the heap
   */
  public void check(long parameters, UpdateRule rule, SyncPolicy sync, boolean keepsBest) {
    long needed = bytes(parameters, rule, sync, keepsBest);
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
  public long bytes(long parameters, UpdateRule rule, SyncPolicy sync, boolean keepsBest) {
    return parameters * arrays(rule, sync, keepsBest) * Float.BYTES;
  }

  /** How many arrays are alive at once. */
  private int arrays(UpdateRule rule, SyncPolicy sync, boolean keepsBest) {
    int parameters = 1 + (rule.averageDecay().isPresent() ? 1 : 0) + (keepsBest ? 1 : 0);
    int moments = rule.optimizer().moments();
    if (sync instanceof LocalSteps local) {
      moments += local.outer().moments();
    }
    int sumOrCopyToSave = 1;
    return parameters + moments + sumOrCopyToSave + tasksHere;
  }
}
