package io.kindling.partitioning.source.libsvm;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.WidestRow;
import io.kindling.partitioning.source.file.Codecs;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.lines.LineFiles;
import io.kindling.partitioning.source.lines.LineFormat;
import io.kindling.partitioning.source.lines.LineTable;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows of LIBSVM's format (Chang and Lin 2011), one in each line: {@code label index:value …}, of
 * indices from 1 on, or from 0, ascending; what is not named is 0. Behind a {@code #} is a comment.
 * The columns are {@code features}, which are sparse, and {@code label}. Rows are ordered by (path,
 * line).
 *
 * @param path a file, a folder of files, or a glob
 * @param features the number of features; nothing for the largest index of all files, which takes
 *     one more look at them
 * @param firstIndex the index of the first feature: 1, or 0 as some programs write
 */
public record LibsvmSource(String path, Optional<Integer> features, int firstIndex)
    implements RowSource {
  private static final String EXPECTED = "lines of: label index:value …";

  private static final String GREW =
      "the last when the files were looked at first; they have changed since";

  /** Checks the number of features and the first index. */
  public LibsvmSource {
    if (firstIndex != 0 && firstIndex != 1) {
      throw new IllegalArgumentException("The first index must be 0 or 1, got " + firstIndex);
    }
    features.ifPresent(
        count -> {
          Require.atLeast(1, "The number of features", count);
          Require.inHalfOpen(1, ParameterLayout.MAXIMUM + 1.0, "The number of features", count);
        });
  }

  /** Rows of as many features as are known, or as the largest index of all files says. */
  public LibsvmSource(String path) {
    this(path, Optional.empty(), 1);
  }

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return files(
            context.hadoopConfiguration(),
            rules,
            lines -> {
              RawTable table = lines.table(context);
              return new Look(table, Blocks.of(table.blocks()));
            })
        .table(context);
  }

  @Override
  public Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    LineFiles files =
        files(
            configuration,
            rules,
            lines -> {
              LocalTable table = lines.local(configuration);
              return new Look(table, table.blocks());
            });
    return Optional.of(files.local(configuration));
  }

  private LineFiles files(
      Configuration configuration, CellRules rules, Function<LineFiles, Look> open) {
    DataFiles found = DataFiles.of(configuration, path, "libsvm", EXPECTED);
    List<ListedFile> files = found.files();
    Codecs.check(configuration, found.statuses());
    Optional<Integer> known = features.or(() -> rules.shape().map(Shape::size));
    int width =
        known.orElseGet(
            () -> (int) Math.min(WidestRow.here(), largestIndex(files, open) + 1L - firstIndex));
    String reason =
        known
            .map("the last of %s features"::formatted)
            .orElseGet(() -> width < WidestRow.here() ? GREW : WidestRow.reason());
    List<RawColumn> columns =
        ColumnTypes.declared(
            UserPath.shown(path),
            List.of(
                new RawColumn("features", CellType.SPARSE, Shape.vector(width)),
                RawColumn.number("label")),
            rules);
    int first = firstIndex; // travels, as the source does not
    LineTable.Reading reading =
        new LineTable.Reading(
            (file, part) -> new LibsvmRows(file.text(part), width, reason, first),
            columns,
            rules,
            null);
    return new LineFiles(path, files, reading, true, found.notes(), UserPath.shown(path));
  }

  /** Lines that are looked at before the rows are read. */
  private record Look(OpenedTable table, Blocks blocks) {}

  /** Of all lines: their last one is the largest. */
  private int largestIndex(List<ListedFile> files, Function<LineFiles, Look> open) {
    int largest =
        open
            .apply(
                lines(
                    files,
                    (file, part) -> new LastIndices(file.text(part)),
                    RawColumn.number("index")))
            .blocks()
            .collect(LibsvmSource::largest)
            .stream()
            .reduce(0, Math::max);
    if (largest < firstIndex) {
      int first = firstIndex; // travels, as the source does not
      Look rows =
          open.apply(
              lines(
                  files,
                  (file, part) -> new LibsvmRows(file.text(part), 1, GREW, first),
                  new RawColumn("features", CellType.SPARSE, Shape.vector(1)),
                  RawColumn.text("label")));
      TableScan.of(rows.table(), rows.blocks(), Set.of()); // tells the first row that is none
      throw InvalidInputException.at(UserPath.shown(path), "no index:value", EXPECTED);
    }
    return largest;
  }

  private LineFiles lines(List<ListedFile> files, LineFormat format, RawColumn... columns) {
    LineTable.Reading reading =
        new LineTable.Reading(format, List.of(columns), CellRules.NONE, null);
    return new LineFiles(path, files, reading, true, List.of(), UserPath.shown(path));
  }

  private static Iterator<Integer> largest(Iterator<RawBlock> blocks) {
    int largest = 0;
    while (blocks.hasNext()) {
      largest = Math.max(largest, largestIndex(blocks.next()));
    }
    return List.of(largest).iterator();
  }

  private static int largestIndex(RawBlock block) {
    double largest = 0;
    for (int row = 0; row < block.rows(); row++) {
      largest = Math.max(largest, ((NumberChunk) block.column(0)).number(row));
    }
    return (int) largest;
  }
}
