package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.CachedBlocks;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.CellRules;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Reads a source: once, into blocks that are cached in memory and, where they do not fit, on disk.
 * Counting, categories, ranges, checks, and packing go on from these. What may give other rows the
 * next time, such as an RDD, is read a second time to see whether it does: a training on such rows
 * could not be repeated, nor a lost block be made again. So is what has labels that seemed to be
 * numbers and are texts: words, or digits beyond those of a double, which would make two classes
 * one.
 */
public final class TableReader {
  private TableReader() {}

  /**
   * Reads all rows, in one Spark job, and decides what the columns are.
   *
   * @param declared how columns are to be taken, as far as that is declared
   * @throws InvalidInputException when the source cannot be read, columns are missing, or a row is
   *     not what they should hold
   */
  public static ReadTable read(
      JavaSparkContext context, RowSource source, FeatureColumns declared, Use use) {
    return read(context, source, declared, use, KnownFeatures.NOTHING);
  }

  /**
   * The same, of rows of which something is known already.
   *
   * @param known the columns of the training rows, which are taken by their names
   */
  public static ReadTable read(
      JavaSparkContext context,
      RowSource source,
      FeatureColumns declared,
      Use use,
      KnownFeatures known) {
    FeatureColumns taken = KnownVector.taken(declared, known);
    CellRules rules = TablePlanner.rules(taken, source.roles(), use, known);
    RawTable table = source.open(context, rules);
    if (taken.equals(declared) || KnownVector.isIn(table, known)) {
      return read(context, source, table, taken, use, known, rules);
    }
    CellRules all = TablePlanner.rules(declared, source.roles(), use, known);
    return read(context, source, source.open(context, all), declared, use, known, all);
  }

  private static ReadTable read(
      JavaSparkContext context,
      RowSource source,
      RawTable table,
      FeatureColumns declared,
      Use use,
      KnownFeatures known,
      CellRules rules) {
    TablePlanner planner = new TablePlanner(table, declared, source.roles(), use, known);
    Map<BlockKey, Long> before = table.again().map(TableScan::checksums).orElse(Map.of());
    CachedBlocks cached = CachedBlocks.of(table.blocks(), "rows of " + table.name());
    Blocks blocks = Blocks.of(cached.blocks());
    boolean read = false;
    try {
      TableScan scan = TableScan.of(table, blocks, planner.labels(), planner.categories());
      if (table.again().isPresent()) {
        scan.requireSame(table, before);
      }
      Set<String> textLabels = planner.textLabels(scan);
      if (!textLabels.isEmpty()) {
        CellRules texts = rules.withTexts(textLabels);
        return read(context, source, source.open(context, texts), declared, use, known, texts);
      }
      TablePlanner.Planned planned = planner.plan(scan, blocks);
      read = true;
      return new ReadTable(
          table,
          cached,
          scan,
          planned.columns(),
          planned.plan(),
          Origins.NONE,
          planned.storedAsTexts());
    } finally {
      if (!read) {
        cached.release();
      }
    }
  }
}
