package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private @Nullable String labelFile;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      split = ",",
      description = "The CSV columns of labels, with commas between them; 'label' by default.",
      defaultValue = "label")
  private List<String> labels;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The CSV column that says how much a row counts.")
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
    if (labelFile == null) {
      throw InvalidInputException.at(
          "--labels", "nothing", "the IDX file of labels that belongs to " + data);
    }
    return new IdxSource(data, labelFile);
  }

  /** Rows whose labels do not matter. */
  RowSource unlabelled() {
    return format() == Format.CSV ? csv(false) : new IdxSource(data, null);
  }

  private CsvSource csv(boolean labelled) {
    try {
      return new CsvSource(data, labels, Optional.ofNullable(weight), labelled);
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
