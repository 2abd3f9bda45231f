package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.CsvSource;
import io.kindling.partitioning.source.IdxSource;
import io.kindling.partitioning.source.RowSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name rows to evaluate or to score. */
final class DataOptions {
  private enum Format {
    IDX,
    CSV
  }

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "The rows: an IDX file of features; or CSV: a file, a folder or a glob.")
  private String data;

  @Option(names = "--labels", paramLabel = "PATH", description = "The IDX file of labels.")
  private @Nullable String labels;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      split = ",",
      description = "The CSV column of labels, or several with commas; 'label' by default.",
      defaultValue = "label")
  private List<String> label;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The CSV column of the rows' weights; by default every row counts for 1.")
  private @Nullable String weight;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "idx or csv; by default csv for paths with .csv in them, otherwise idx.")
  private @Nullable Format format;

  /** Rows with labels. */
  RowSource labelled() {
    if (format() == Format.CSV) {
      return csv(true);
    }
    if (labels == null) {
      throw InvalidInputException.at(
          "--labels", "nothing", "the IDX file of labels that belongs to " + data);
    }
    return new IdxSource(data, labels);
  }

  /** Rows whose labels do not matter. */
  RowSource unlabelled() {
    return format() == Format.CSV ? csv(false) : new IdxSource(data, null);
  }

  private CsvSource csv(boolean labelled) {
    try {
      return new CsvSource(data, label, weight, labelled);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--label: " + e.getMessage());
    }
  }

  private Format format() {
    if (format != null) {
      return format;
    }
    return data.toLowerCase(Locale.ROOT).contains(".csv") ? Format.CSV : Format.IDX;
  }
}
