package io.kindling.driver.training;

import io.kindling.driver.data.Batching;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.partitioning.reading.ColumnFinding;
import java.util.List;

/**
 * What a training comes to, once its data have been read and packed.
 *
 * @param spec what is declared
 * @param model the network for these data
 * @param parameters how many it has
 * @param batching how the rows are divided
 * @param trainingRows rows to train on
 * @param validationRows rows to validate on
 * @param stepsPerEpoch batches in an epoch
 * @param rowBytes what the packed rows take
 * @param mostEntries how many values a row has at most that enters the network without its zeros; 0
 *     where rows enter whole
 * @param driverBytes what the driver needs at least
 * @param start what a person should know of the start, a line each: the model that training starts
 *     from, and frozen layers
 * @param columns what was found in the columns of features that have single values
 * @param notes what was found out about the files to train on, a line each
 * @param warnings what a user should know before this is trained
 */
public record TrainingPlan(
    TrainingSpec spec,
    ModelSpec model,
    int parameters,
    Batching batching,
    long trainingRows,
    long validationRows,
    int stepsPerEpoch,
    long rowBytes,
    int mostEntries,
    long driverBytes,
    List<String> start,
    List<ColumnFinding> columns,
    List<String> notes,
    List<String> warnings) {
  /** Copies. */
  public TrainingPlan {
    start = List.copyOf(start);
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
