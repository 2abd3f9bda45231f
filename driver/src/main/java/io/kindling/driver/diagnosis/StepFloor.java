package io.kindling.driver.diagnosis;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.Repetition;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.resident.WorkerFloor;
import io.kindling.partitioning.job.PartitionJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a step costs before anything is computed: send the parameters, run a job of one stage,
 * return as many values from each task.
 */
public final class StepFloor {
  private StepFloor() {}

  /** The median such step, with a task for each core. */
  public static StepTimes measure(JavaSparkContext context, int parameters) {
    int tasks = context.defaultParallelism();
    JavaRDD<Integer> partitions = context.parallelize(Collections.nCopies(tasks, 0), tasks);
    List<StepTimes> steps = new ArrayList<>();
    for (Repetition repetition = new Repetition(); repetition.goesOn(); repetition.next()) {
      long start = System.nanoTime();
      ShippedParameters theta =
          ShippedParameters.of(context, new Parameters(new float[parameters]));
      long shipped = System.nanoTime();
      new PartitionJob<>(new Echo(theta)).run(partitions);
      long done = System.nanoTime();
      theta.release();
      if (repetition.counts()) {
        steps.add(new StepTimes((shipped - start) / 1e9, (done - shipped) / 1e9, 0, 0, 0, 0));
      }
    }
    return StepTimes.medians(steps);
  }

  /**
   * The median seconds of such a step by workers that stay, one for each core; nothing where steps
   * are not run by such.
   */
  public static Optional<Double> byWorkers(JavaSparkContext context, int parameters) {
    return WorkerFloor.measure(context, parameters);
  }

  private static final class Echo implements PartitionJob.Work<Integer, Parameters> {
    private static final long serialVersionUID = 1L;

    private final ShippedParameters theta;

    Echo(ShippedParameters theta) {
      this.theta = theta;
    }

    @Override
    public Parameters compute(Iterator<Integer> nothing) {
      return theta.get();
    }
  }
}
