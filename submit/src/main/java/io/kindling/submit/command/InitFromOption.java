package io.kindling.submit.command;

import io.kindling.driver.training.InitFrom;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.config.SparkHadoop;
import io.kindling.submit.output.RunFolder;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The model or the parameters that a training starts from, as the command line names them. */
final class InitFromOption {
  private static final String KEY = "training.init_from.model";

  private InitFromOption() {}

  /**
   * The setting of the config that it replaces: a whole URI, since paths in a config are relative
   * to that.
   *
   * @param named folder of a model or file of parameters, if there is one
   */
  static Map<String, String> settings(@Nullable String named) {
    if (named == null) {
      return Map.of();
    }
    Path path = UserPath.of(named);
    Configuration hadoop = SparkHadoop.settings();
    Path whole = UserPath.fileSystem(path, hadoop).makeQualified(path);
    return Map.of(KEY, "'%s'".formatted(whole.toString().replace("'", "''")));
  }

  /**
   * Checks that a training does not replace what it starts from: it could neither go on nor be
   * repeated then.
   *
   * @throws InvalidInputException when it would
   */
  static void checkOutside(RunConfig run, String output, Configuration hadoop) throws IOException {
    Optional<InitFrom> from = run.training().initFrom();
    if (from.isPresent() && new RunFolder(from.get().toString(), hadoop).isWithin(output)) {
      throw InvalidInputException.at(
          "--output",
          output,
          "a folder without %s, from which training starts".formatted(from.get()));
    }
  }
}
