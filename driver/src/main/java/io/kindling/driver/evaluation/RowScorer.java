package io.kindling.driver.evaluation;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.FrameRows;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.row.RowKeeper;
import io.kindling.predictor.scoring.ScoringModel;
import io.kindling.predictor.scoring.ScoringPass;
import io.kindling.predictor.table.BadRow;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/**
 * Scores rows one by one, for functions of SQL, which are given no more at a time: to the bit as
 * {@link FrameScorer} scores them, but slower.
 */
public final class RowScorer {
  private final TrainedModel model;
  private final boolean caseSensitive;
  private final Broadcast<ScoringModel> scoring;

  /** A scorer for {@code model}, which goes to each executor once and stays while it is in use. */
  public RowScorer(SparkSession session, TrainedModel model) {
    this.model = model;
    this.caseSensitive = FrameScorer.caseSensitive(session);
    this.scoring =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .broadcast(new ScoringModel(model, ScoringModel.ROWS_AT_A_TIME));
  }

  /**
   * A function from rows of these columns, which stand for the features, to rows of the cells that
   * are made of the model's outputs. Goes to tasks.
   *
   * @throws InvalidInputException when the columns are not what the model takes; of the function,
   *     for a row that it cannot take
   */
  public Function1<Row, Row> function(StructType columns, RowOutputs outputs) {
    List<String> names = List.of(columns.fieldNames());
    return new Scored(scoring, FrameScorer.frame(model, columns, names, caseSensitive), outputs);
  }

  private static final class Scored extends AbstractFunction1<Row, Row> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<ScoringModel> model;
    private final FrameRows frame;
    private final RowOutputs outputs;
    private transient FrameRows.@Nullable Reader reader;

    Scored(Broadcast<ScoringModel> model, FrameRows frame, RowOutputs outputs) {
      this.model = model;
      this.frame = frame;
      this.outputs = outputs;
    }

    @Override
    public synchronized Row apply(Row row) {
      if (reader == null) {
        reader = frame.reader();
      }
      ScoringPass pass = ScoringPass.ofRow(model.value());
      reader.read(List.of(row), new OnlyRow(pass));
      pass.run();
      return RowFactory.create(outputs.cells(pass.rawOf(0), pass.predictionsOf(0)));
    }
  }

  /** Takes the row of a pass. */
  private record OnlyRow(ScoringPass pass) implements RowKeeper.Taker {
    @Override
    public void kept(int row, float[] features) {
      pass.add(features);
    }

    @Override
    public void bad(int row, BadRow found) {
      throw InvalidInputException.at("the row to score", found.found(), found.expected());
    }
  }
}
