package io.kindling.driver.evaluation;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.FrameRows;
import io.kindling.predictor.row.RowKeeper;
import io.kindling.predictor.scoring.ScoringModel;
import io.kindling.predictor.scoring.ScoringPass;
import io.kindling.predictor.table.BadRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What a task does to score rows of a DataFrame. */
final class ScoreRows implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int SKIPPED = -1;
  private static final int NOT_A_NUMBER = -2;

  private final Broadcast<ScoringModel> model;
  private final FrameRows frame;
  private final RowOutputs outputs;
  private final InvalidRows invalid;
  private final int added;

  ScoreRows(
      Broadcast<ScoringModel> model,
      FrameRows frame,
      RowOutputs outputs,
      InvalidRows invalid,
      int added) {
    this.model = model;
    this.frame = frame;
    this.outputs = outputs;
    this.invalid = invalid;
    this.added = added;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    FrameRows.Reader reader = frame.reader();
    int capacity = model.value().places().length;
    return new Iterator<>() {
      private Iterator<Row> scored = Collections.emptyIterator();
      private long before; // of the rows read so far, those before the block

      @Override
      public boolean hasNext() {
        while (!scored.hasNext() && rows.hasNext()) {
          List<Row> some = new ArrayList<>(capacity);
          while (some.size() < capacity && rows.hasNext()) {
            some.add(rows.next());
          }
          scored = new Block(some, before).score(reader).iterator();
          before += some.size();
        }
        return scored.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return scored.next();
      }
    };
  }

  /** Some rows of a partition, all of which have been read from whatever gives them. */
  private final class Block implements RowKeeper.Taker {
    private final List<Row> rows;
    private final long before;
    private final int[] places; // of rows in the pass
    private final ScoringPass pass = new ScoringPass(model.value());
    private int taken;

    Block(List<Row> rows, long before) {
      this.rows = rows;
      this.before = before;
      this.places = new int[rows.size()];
    }

    List<Row> score(FrameRows.Reader reader) {
      reader.read(rows, this);
      if (taken > 0) {
        pass.run();
      }
      List<Row> scored = new ArrayList<>(rows.size());
      for (int row = 0; row < places.length; row++) {
        if (places[row] != SKIPPED) {
          scored.add(withCells(rows.get(row), places[row]));
        }
      }
      return scored;
    }

    @Override
    public void kept(int row, float[] features) {
      pass.add(features);
      places[row] = taken++;
    }

    @Override
    public void bad(int row, BadRow found) {
      if (invalid == InvalidRows.ERROR) {
        throw InvalidInputException.at(
            "row %s in partition %s of the DataFrame"
                .formatted(before + row, TaskContext.getPartitionId()),
            found.found(),
            outputs.expected(found.expected()));
      }
      places[row] = invalid == InvalidRows.SKIP ? SKIPPED : NOT_A_NUMBER;
    }

    private Row withCells(Row row, int place) {
      Object[] cells =
          place == NOT_A_NUMBER
              ? outputs.cells(notNumbers(), notNumbers())
              : outputs.cells(pass.rawOf(place), pass.predictionsOf(place));
      if (cells.length != added) {
        throw new IllegalStateException(
            "%s cells for %s added columns".formatted(cells.length, added));
      }
      Object[] all = new Object[row.size() + added];
      for (int i = 0; i < row.size(); i++) {
        all[i] = row.get(i);
      }
      System.arraycopy(cells, 0, all, row.size(), added);
      return RowFactory.create(all);
    }

    private double[] notNumbers() {
      double[] none = new double[pass.outputs()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
  }
}
