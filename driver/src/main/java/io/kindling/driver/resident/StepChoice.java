package io.kindling.driver.resident;

import io.kindling.driver.aggregation.StepSettings;
import io.kindling.kernels.spec.Names;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageStatus;

/**
 * Whether workers or jobs run the steps that come next, and why.
 *
 * @param resident whether workers do
 * @param reason for people
 */
record StepChoice(boolean resident, String reason) {
  /**
   * The choice.
   *
   * <p>Workers hold their shards while they stay, so these must lie in memory. Each process with
   * workers sends one gradient in a step and gets the parameters once, all by way of the driver;
   * where that is more than jobs would send there in one stage, jobs of two stages are better.
   *
   * @param slots how many tasks can run at a time
   * @param parameterBytes that go to each process in a step, and come back
   * @param touchedRows whether jobs would send only what has changed of them
   */
  static StepChoice of(
      SparkContext context,
      JavaRDD<?> shards,
      int slots,
      long parameterBytes,
      boolean touchedRows) {
    SparkConf conf = context.getConf();
    StepSettings.Steps wanted = StepSettings.steps(conf);
    if (wanted == StepSettings.Steps.JOBS) {
      return new StepChoice(false, "set by spark.kindling.steps");
    }
    if (slots < 1) {
      return new StepChoice(false, "no executor is there for workers");
    }
    long onDisk = bytesOnDisk(shards.id());
    if (onDisk > 0) {
      return new StepChoice(
          false, "%s bytes of the rows lie on disk".formatted(Names.count(onDisk)));
    }
    int processes = otherProcesses(context);
    long bytes = 2L * processes * parameterBytes;
    long most = 2L * StepSettings.mostDirectBytes(conf);
    String travels =
        processes == 0
            ? "all in the driver's process"
            : "%s bytes pass the driver in a step".formatted(Names.count(bytes));
    if (wanted == StepSettings.Steps.RESIDENT) {
      return new StepChoice(true, "set by spark.kindling.steps; " + travels);
    }
    if (processes > 0 && touchedRows) {
      return new StepChoice(false, "which send no more than the rows that were touched");
    }
    return bytes <= most
        ? new StepChoice(true, travels)
        : new StepChoice(false, "%s, more than %s".formatted(travels, Names.count(most)));
  }

  /** How many processes besides this one have workers, as far as Spark knows. */
  private static int otherProcesses(SparkContext context) {
    return context.getExecutorMemoryStatus().size() - 1;
  }

  private static long bytesOnDisk(int rdd) {
    long bytes = 0;
    for (StorageStatus storage : SparkEnv.get().blockManager().master().getStorageStatus()) {
      bytes += storage.diskUsedByRdd(rdd);
    }
    return bytes;
  }
}
