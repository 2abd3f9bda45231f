package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.table.CachedBlocks;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.MatrixSummary;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.row.TargetCode;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * A table that has been read: its blocks are cached, and it is known what its columns mean. Closing
 * it gives the blocks back; tables made from it share them.
 */
public final class ReadTable implements AutoCloseable {
  private final RawTable raw;
  private final CachedBlocks blocks;
  private final TableScan scan;
  private final TableColumns columns;
  private final RowPlan plan;
  private final Origins origins;
  private final List<String> storedAsTexts;

  ReadTable(
      RawTable raw,
      CachedBlocks blocks,
      TableScan scan,
      TableColumns columns,
      RowPlan plan,
      Origins origins,
      List<String> storedAsTexts) {
    this.raw = raw;
    this.blocks = blocks;
    this.scan = scan;
    this.columns = columns;
    this.plan = plan;
    this.origins = origins;
    this.storedAsTexts = List.copyOf(storedAsTexts);
  }

  /** What errors call it: the path. */
  public String name() {
    return raw.name();
  }

  /** Its columns as the source gives them. */
  public RawTable raw() {
    return raw;
  }

  /** Its rows, cached. */
  public JavaRDD<RawBlock> blocks() {
    return blocks.blocks();
  }

  /** What was found in them. */
  public TableScan scan() {
    return scan;
  }

  /** What stands in a row. */
  public TableColumns columns() {
    return columns;
  }

  /** Which columns become what. */
  public RowPlan plan() {
    return plan;
  }

  /** What is taken off its numbers when they are kept. */
  public Origins origins() {
    return origins;
  }

  /** The shape of a row as it is kept. */
  public Shape shape() {
    return plan.shape(raw.columns());
  }

  /**
   * How its rows are best kept. What is left of bytes without their origin is none, and what is
   * left of zeros is not 0.
   */
  public Storage storage() {
    if (!origins.isEmpty()) {
      return Storage.FLOAT32;
    }
    if (plan.featureColumns() > 1 || feature(0).type().isScalar()) {
      return areBytes() ? Storage.UINT8 : Storage.FLOAT32;
    }
    return switch (feature(0).type()) {
      case BYTES -> Storage.UINT8;
      case SPARSE -> Storage.SPARSE;
      case NUMBER, TEXT, SKIPPED, VECTOR -> Storage.FLOAT32;
    };
  }

  /** Whether its features are numbers, all of them whole ones from 0 to 255. */
  private boolean areBytes() {
    for (int i = 0; i < plan.featureColumns(); i++) {
      boolean numbers = feature(i).type() == CellType.NUMBER;
      if (!numbers || !scan.column(plan.feature(i)).areBytes()) {
        return false;
      }
    }
    return true;
  }

  /** What a packed row consists of. */
  public RowLayout layout() {
    return new RowLayout(storage(), shape().size(), plan.targets(), columns.weighted());
  }

  /** Targets in a row. */
  public int targetsPerRow() {
    return plan.targets();
  }

  /** What stands in the column of a target. */
  ColumnSummary labels(int target) {
    return scan.column(plan.target(target));
  }

  /** The classes that occur as labels, sorted, where a row has one label and it can be a class. */
  public Optional<List<String>> classes() {
    return plan.targets() == 1 ? LabelClasses.found(labels(0)) : Optional.empty();
  }

  /**
   * Checks that rows have labels.
   *
   * @throws InvalidInputException when none has one
   */
  public void requireLabels() {
    for (int target = 0; target < plan.targets(); target++) {
      if (labels(target).present() == 0 && labels(target).firstStray() == null) {
        throw noLabels();
      }
    }
  }

  /** The error of rows without a label. */
  InvalidInputException noLabels() {
    return InvalidInputException.at(raw.name(), "no row with a label", "at least 1");
  }

  private RawColumn feature(int index) {
    return raw.columns().get(plan.feature(index));
  }

  /** The columns of which nothing was declared, and whose categories are numbers in texts. */
  List<String> storedAsTexts() {
    return storedAsTexts;
  }

  /** The name of the one column that all features are in; nothing where they have names. */
  public Optional<String> vector() {
    boolean one = plan.featureColumns() == 1 && !feature(0).type().isScalar();
    return one ? Optional.of(feature(0).name()) : Optional.empty();
  }

  /** The ranges of the features. */
  public FeatureRanges ranges() {
    double[] min = new double[plan.width()];
    double[] max = new double[plan.width()];
    double[] rounding = new double[plan.width()];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    forEachFeature(
        (column, index, place) -> {
          if (column.type() == CellType.NUMBER) {
            ColumnSummary summary = scan.column(index);
            min[place] = summary.min();
            max[place] = summary.max();
            rounding[place] = summary.rounding();
          } else if (column.type() == CellType.VECTOR || column.type() == CellType.SPARSE) {
            MatrixSummary summary = scan.matrix(index);
            for (int j = 0; j < column.width(); j++) {
              min[place + j] = summary.min(j);
              max[place + j] = summary.max(j);
              rounding[place + j] = summary.rounding(j);
            }
          }
        });
    return new FeatureRanges(min, max, rounding);
  }

  /** What was found in the columns of features that have single values. */
  public List<ColumnFinding> findings() {
    List<ColumnFinding> findings = new ArrayList<>();
    forEachFeature(
        (column, index, place) -> {
          if (column.type().isScalar()) {
            findings.add(
                ColumnFinding.of(columns.features().get(place), scan.column(index), scan.rows()));
          }
        });
    return findings;
  }

  /** Of each value in a row as it is kept, whether it is missing in any row. */
  public boolean[] lacking() {
    boolean[] lacking = new boolean[plan.width()];
    forEachFeature(
        (column, index, place) -> {
          for (int j = 0; j < column.width(); j++) {
            lacking[place + j] =
                switch (column.type()) {
                  case NUMBER, TEXT -> scan.column(index).missing() > 0;
                  case VECTOR, SPARSE -> scan.matrix(index).missing(j) > 0;
                  case BYTES, SKIPPED -> false;
                };
          }
        });
    return lacking;
  }

  private void forEachFeature(FeatureVisitor visitor) {
    int place = 0;
    for (int i = 0; i < plan.featureColumns(); i++) {
      RawColumn column = feature(i);
      visitor.visit(column, plan.feature(i), place);
      place += column.width();
    }
  }

  /** Is shown a column, its index in the table, and where its values start in a kept row. */
  @FunctionalInterface
  private interface FeatureVisitor {
    void visit(RawColumn column, int index, int place);
  }

  /** What a person may want to know of it, a line each. */
  public List<String> warnings() {
    return TableWarnings.of(this);
  }

  /**
   * What was seen of the files, and of rows for a model what it makes do with: categories that it
   * does not know, numbers that are missing; a line each.
   */
  public List<String> notes() {
    List<String> notes = scan.notes(raw);
    notes.addAll(unknownValues());
    return notes;
  }

  /** What the model of these rows makes do with, a line for each of some columns. */
  public List<String> unknownValues() {
    return UnknownValues.lines(raw, scan, columns, plan);
  }

  /** What was seen of labels that stand for the classes of a model, if anything was. */
  public Optional<String> labelNote() {
    return plan.targets() == 1
        ? ClassNames.note(labels(0).texts(), plan.code(0))
        : Optional.empty();
  }

  /** What was seen of the files to train on, and gaps in vectors that are filled; a line each. */
  public List<String> trainingNotes() {
    List<String> notes = scan.notes(raw);
    notes.addAll(UnknownValues.ofVectors(raw, scan, columns, plan));
    return notes;
  }

  /** How its numbers are written, where they are texts and it was seen. */
  public NumberNotation notation() {
    return NumberNotation.of(raw.columns());
  }

  /** The table with these origins. */
  public ReadTable withOrigins(Origins other) {
    return new ReadTable(raw, blocks, scan, columns, plan, other, storedAsTexts);
  }

  /** The table whose labels stand for this, one for each target. */
  public ReadTable withCodes(List<TargetCode> codes) {
    return new ReadTable(raw, blocks, scan, columns, plan.withCodes(codes), origins, storedAsTexts);
  }

  /** The features of each row as they are kept, in the global order of the rows. */
  public JavaRDD<float[]> kept() {
    return blocksInOrder().mapPartitions(new ToKept(plan, origins));
  }

  /**
   * What each row is called: its values in some columns that were read, or without any its number
   * from 1. Partitions and rows are those of {@link #kept()}.
   */
  public JavaRDD<String[]> rowNames(List<String> ids) {
    List<String> names = raw.columns().stream().map(RawColumn::name).toList();
    return blocksInOrder()
        .mapPartitions(
            new ToRowNames(ids.stream().mapToInt(names::indexOf).toArray(), scan.blocks()));
  }

  /** The blocks so that partition after partition is in the global order. */
  public JavaRDD<RawBlock> blocksInOrder() {
    return scan.inOrder() ? blocks() : InOrder.of(blocks(), scan.blocks());
  }

  @Override
  public void close() {
    blocks.release();
  }
}
