package io.kindling.partitioning.reading;

import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The rows of a source that was read once on this machine, without Spark, and found to be what its
 * columns should hold; to the bit and to the word of every error as {@link TableReader} reads them.
 * Nothing is kept in memory: the rows are read again where they are needed.
 */
public final class LocalRows {
  private final LocalTable table;
  private final TableScan scan;
  private final TablePlanner.Planned planned;
  private final Map<BlockKey, Long> checksums = new HashMap<>();

  private LocalRows(LocalTable table, TableScan scan, TablePlanner.Planned planned) {
    this.table = table;
    this.scan = scan;
    this.planned = planned;
    scan.blocks().forEach(block -> checksums.put(block.key(), block.checksum()));
  }

  /**
   * Reads all rows to score and decides what the columns are.
   *
   * @param declared how columns are to be taken, as far as that is declared
   * @param known the columns of the training rows, which are taken by their names
   * @return nothing where the format is read by Spark
   * @throws InvalidInputException when the source cannot be read, columns are missing, or a row is
   *     not what they should hold
   */
  public static Optional<LocalRows> read(
      Configuration configuration, RowSource source, FeatureColumns declared, KnownFeatures known) {
    FeatureColumns taken = KnownVector.taken(declared, known);
    Optional<LocalTable> table = open(configuration, source, taken, known);
    boolean all = table.filter(rows -> !KnownVector.isIn(rows, known)).isPresent();
    return all && !taken.equals(declared)
        ? open(configuration, source, declared, known)
            .map(rows -> read(rows, source, declared, known))
        : table.map(rows -> read(rows, source, taken, known));
  }

  private static Optional<LocalTable> open(
      Configuration configuration, RowSource source, FeatureColumns declared, KnownFeatures known) {
    return source.openLocally(
        configuration, TablePlanner.rules(declared, source.roles(), Use.SCORED, known));
  }

  private static LocalRows read(
      LocalTable table, RowSource source, FeatureColumns declared, KnownFeatures known) {
    TablePlanner planner = new TablePlanner(table, declared, source.roles(), Use.SCORED, known);
    TableScan scan = TableScan.of(table, table.blocks(), planner.labels(), planner.categories());
    return new LocalRows(table, scan, planner.plan(scan, table.blocks()));
  }

  /** What errors call the rows: the path. */
  public String name() {
    return table.name();
  }

  /** What was seen of the files and of the rows, a line each, as {@link ReadTable#notes}. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(table.notes());
    notes.addAll(UnknownValues.lines(table, scan, planned.columns(), planned.plan()));
    return notes;
  }

  /** The number of rows. */
  public long rows() {
    return scan.rows();
  }

  /** The shape of a row as it is kept. */
  public Shape shape() {
    return planned.plan().shape(table.columns());
  }

  /**
   * Checks that features which number categories are such where a network takes them.
   *
   * @throws InvalidInputException for the first row that has another number there
   */
  public void checkCategories(Network network) {
    CategoryCheck.check(
        table, table.blocks(), planned.columns(), planned.plan(), network, ScaleMode.NONE);
  }

  /** How many parts there are, as Spark would make as many partitions on this machine. */
  public int parts() {
    return table.blocks().parts().size();
  }

  /**
   * Begins reading a part again.
   *
   * @param origins what is taken off the numbers
   * @param ids columns that were read, whose values are the rows' names; numbers without any
   */
  public Part part(int index, Origins origins, List<String> ids) {
    List<String> names = table.columns().stream().map(RawColumn::name).toList();
    int[] columns = ids.stream().mapToInt(names::indexOf).toArray();
    return new Part(
        table.blocks().parts().get(index).open(),
        new ToKept(planned.plan(), origins),
        new ToRowNames(columns, scan.blocks()));
  }

  /**
   * The rows of a part, as they are kept, and what they are called: two iterators over one file.
   */
  public final class Part implements Iterator<float[]>, AutoCloseable {
    private final LocalBlocks.Reader blocks;
    private final ToKept toKept;
    private final ToRowNames toNames;
    private final Deque<String[]> names = new ArrayDeque<>();
    private Iterator<float[]> rows = List.<float[]>of().iterator();

    private Part(LocalBlocks.Reader blocks, ToKept toKept, ToRowNames toNames) {
      this.blocks = blocks;
      this.toKept = toKept;
      this.toNames = toNames;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && blocks.hasNext()) {
        RawBlock block = blocks.next();
        if (!Long.valueOf(block.checksum()).equals(checksums.get(block.key()))) {
          throw table.changed(block.key());
        }
        toNames.call(List.of(block).iterator()).forEachRemaining(names::add);
        rows = toKept.call(List.of(block).iterator());
      }
      return rows.hasNext();
    }

    @Override
    public float[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return rows.next();
    }

    /** The names of the rows that were given, in their order. */
    public Iterator<String[]> names() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return !names.isEmpty();
        }

        @Override
        public String[] next() {
          return names.remove();
        }
      };
    }

    @Override
    public void close() {
      blocks.close();
    }
  }
}
