package io.kindling.ml;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.InitFrom;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;

/**
 * The model that a fit starts from, as its params name it.
 *
 * @param from the model, if there is one
 * @param classes its classes, where labels are their numbers; none where its outputs start anew
 */
record StartModel(Optional<InitFrom> from, List<String> classes) {
  /** Copies. */
  StartModel {
    classes = List.copyOf(classes);
  }

  /**
   * That of an estimator.
   *
   * @param byNumber whether labels are the numbers of the model's classes
   * @throws InvalidInputException when the param names no model, or there is another start, too
   */
  static StartModel of(NetworkParams params, boolean byNumber, Dataset<?> rows) {
    Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
    if (params.isDefined(params.initFrom()) && params.isDefined(params.initialWeights())) {
      throw InvalidInputException.at(
          params.initFrom().name(), "a model beside initialWeights", "one thing to start from");
    }
    Optional<InitFrom> from =
        Texts.read(
            params,
            params.initFrom(),
            model -> InitFrom.read(model, folder -> ModelFiles.folderIn(hadoop, folder.text())));
    if (from.isEmpty() || !byNumber) {
      return new StartModel(from, List.of());
    }
    return new StartModel(
        from.map(InitFrom::byNumber),
        from.get()
            .classes(new Declaration(params).network(OptionalInt.empty()), hadoop)
            .orElse(List.of()));
  }

  /** Its folder, as errors name it. */
  @Override
  public String toString() {
    return from.map(InitFrom::toString).orElse("no model");
  }
}
