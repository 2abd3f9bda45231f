package io.kindling.ml;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.training.InitFrom;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
            model -> InitFrom.read(model, folder -> network(folder.text(), hadoop)));
    if (from.isEmpty() || !byNumber) {
      return new StartModel(from, List.of());
    }
    return new StartModel(
        from.map(InitFrom::byNumber),
        from.get()
            .classes(new Declaration(params).network(OptionalInt.empty()), hadoop)
            .orElse(List.of()));
  }

  /** A model of this package has its network in a folder of its own. */
  private static String network(String folder, Configuration hadoop) {
    Path network = UserPath.child(UserPath.of(folder), NetworkModelWriter.NETWORK);
    try {
      return UserPath.fileSystem(network, hadoop)
              .exists(UserPath.child(network, ModelFiles.MANIFEST))
          ? network.toString()
          : folder;
    } catch (IOException e) {
      throw InvalidInputException.at(
          folder, String.valueOf(e.getMessage()), "the folder of a saved model");
    }
  }

  /** Its folder, as errors name it. */
  @Override
  public String toString() {
    return from.map(InitFrom::toString).orElse("no model");
  }
}
