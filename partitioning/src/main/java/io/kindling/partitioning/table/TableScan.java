package io.kindling.partitioning.table;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.row.TextValues;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.LeftOut;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * The first look at all rows of a table: its blocks in their order, and what stands in its columns.
 * Rows that could not be read come back as values, so that one bad row gives the same one-line
 * error however the work is divided, and no task fails and is tried again.
 */
public final class TableScan {
  private final List<BlockSummary> blocks;
  private final List<ColumnSummary> columns;
  private final List<MatrixSummary> matrices;
  private final boolean inOrder;

  private TableScan(
      List<BlockSummary> blocks,
      List<ColumnSummary> columns,
      List<MatrixSummary> matrices,
      boolean inOrder) {
    this.blocks = blocks;
    this.columns = columns;
    this.matrices = matrices;
    this.inOrder = inOrder;
  }

  /**
   * Looks at all rows, in one Spark job where they are on the cluster.
   *
   * @param blocks of the table
   * @param labels the columns of which distinct numbers are collected
   * @throws InvalidInputException for the first row that could not be read, and when there are none
   */
  public static TableScan of(OpenedTable table, Blocks blocks, Set<String> labels) {
    return of(table, blocks, labels, Map.of());
  }

  /**
   * The same, of rows of which something is known.
   *
   * @param known the categories of columns, by the columns' names
   */
  public static TableScan of(
      OpenedTable table, Blocks blocks, Set<String> labels, Map<String, TextValues> known) {
    List<Part> parts = blocks.collect(new ScanPartition(table.columns(), labels, known));
    List<BlockSummary> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.blocks));
    boolean inOrder = true;
    for (int i = 1; i < all.size(); i++) {
      inOrder &= all.get(i - 1).key().compareTo(all.get(i).key()) < 0;
    }
    all.sort(Comparator.comparing(BlockSummary::key));
    for (BlockSummary block : all) {
      BadRow bad = block.bad();
      if (bad != null) {
        throw InvalidInputException.at(
            new RowPlace(block.key(), bad.position()).in(table),
            bad.found(),
            bad.expected(),
            bad.column());
      }
    }
    if (all.stream().allMatch(block -> block.rows() == 0)) {
      throw InvalidInputException.at(table.name(), "no rows", "at least 1");
    }
    Part total = new Part(table.columns(), labels);
    parts.forEach(total::merge);
    return new TableScan(all, List.copyOf(total.columns), List.copyOf(total.matrices), inOrder);
  }

  /**
   * The checksums of blocks, which are read for that.
   *
   * @param blocks such as those that a table gives {@linkplain RawTable#again again}
   */
  public static Map<BlockKey, Long> checksums(JavaRDD<RawBlock> blocks) {
    Map<BlockKey, Long> checksums = new HashMap<>();
    blocks
        .map(BlockSummary::new)
        .collect()
        .forEach(block -> checksums.put(block.key(), block.checksum()));
    return checksums;
  }

  /**
   * Checks that each block is what it was.
   *
   * @throws InvalidInputException for the first one that is not
   */
  public void requireSame(OpenedTable table, Map<BlockKey, Long> checksums) {
    for (BlockSummary block : blocks) {
      if (!Long.valueOf(block.checksum()).equals(checksums.get(block.key()))) {
        throw table.changed(block.key());
      }
    }
    if (checksums.size() != blocks.size()) {
      throw table.changed(blocks.get(0).key());
    }
  }

  /** The blocks, in the order of their keys. */
  public List<BlockSummary> blocks() {
    return blocks;
  }

  /** What was seen of a table's files when they were opened and scanned, a line each. */
  public List<String> notes(RawTable table) {
    List<String> notes = new ArrayList<>(table.notes());
    leftOut(table).ifPresent(notes::add);
    return notes;
  }

  /** What rows have that belongs to no column, in a line with the first row of each. */
  public Optional<String> leftOut(OpenedTable table) {
    Map<String, String> places = new LinkedHashMap<>();
    for (BlockSummary block : blocks) {
      for (LeftOut cell : block.leftOut()) {
        places.computeIfAbsent(
            cell.name(), name -> new RowPlace(block.key(), cell.position()).in(table));
      }
    }
    List<String> described = new ArrayList<>();
    places.forEach(
        (name, place) -> described.add("%s (first at %s)".formatted(Names.shortened(name), place)));
    return described.isEmpty()
        ? Optional.empty()
        : Optional.of("left out, as no row among the first has it: " + Names.few(described));
  }

  /** What stands in a column of single values. */
  public ColumnSummary column(int index) {
    return columns.get(index);
  }

  /** What stands in a column of vectors, sparse or not. */
  public MatrixSummary matrix(int index) {
    return matrices.get(index);
  }

  /** Whether the partitions give the blocks in their order. */
  public boolean inOrder() {
    return inOrder;
  }

  /** The number of rows. */
  public long rows() {
    return blocks.stream().mapToLong(BlockSummary::rows).sum();
  }

  /** What a partition holds. Travels, under Kryo too, hence no record. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<BlockSummary> blocks = new ArrayList<>();
    private final ArrayList<ColumnSummary> columns = new ArrayList<>();
    private final ArrayList<MatrixSummary> matrices = new ArrayList<>();

    Part(List<RawColumn> table, Set<String> labels) {
      for (RawColumn column : table) {
        boolean ranged = column.type() == CellType.VECTOR || column.type() == CellType.SPARSE;
        columns.add(new ColumnSummary(labels.contains(column.name())));
        matrices.add(
            new MatrixSummary(ranged ? column.width() : 0, column.type() == CellType.SPARSE));
      }
    }

    void add(RawBlock block, List<@Nullable TextValues> known) {
      blocks.add(new BlockSummary(block));
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).add(block, block.column(i), known.get(i));
        matrices.get(i).add(block, block.column(i));
      }
    }

    void merge(Part other) {
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).merge(other.columns.get(i));
        matrices.get(i).merge(other.matrices.get(i));
      }
    }
  }

  private static final class ScanPartition implements FlatMapFunction<Iterator<RawBlock>, Part> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<RawColumn> columns;
    private final Set<String> labels;
    private final ArrayList<@Nullable TextValues> known = new ArrayList<>();

    ScanPartition(List<RawColumn> columns, Set<String> labels, Map<String, TextValues> known) {
      this.columns = new ArrayList<>(columns);
      this.labels = Set.copyOf(labels);
      columns.forEach(column -> this.known.add(known.get(column.name())));
    }

    @Override
    public Iterator<Part> call(Iterator<RawBlock> blocks) {
      Part part = new Part(columns, labels);
      blocks.forEachRemaining(block -> part.add(block, known));
      return List.of(part).iterator();
    }
  }
}
