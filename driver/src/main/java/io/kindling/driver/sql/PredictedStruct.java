package io.kindling.driver.sql;

import io.kindling.driver.evaluation.RowOutputs;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kindling_predict} gives for a row: of classes, the predicted one and the probability
 * of each; of labels, the probability of each; of regression, the predicted number, or numbers.
 */
final class PredictedStruct implements RowOutputs {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final int outputs;
  private final ArrayList<String> classes;

  PredictedStruct(TrainedModel model) {
    this.loss = model.spec().loss();
    this.outputs = model.spec().compile().outputs();
    this.classes = new ArrayList<>(model.labels().classes());
  }

  /** Its type. */
  StructType type() {
    DataType numbers = DataTypes.createArrayType(DataTypes.DoubleType, false);
    return switch (loss.task()) {
      case MULTICLASS ->
          new StructType()
              .add("prediction", DataTypes.StringType, true)
              .add("probability", numbers, false);
      case MULTILABEL -> new StructType().add("probability", numbers, false);
      case REGRESSION ->
          new StructType().add("prediction", outputs == 1 ? DataTypes.DoubleType : numbers, false);
    };
  }

  @Override
  public Object[] cells(double[] raw, double[] predictions) {
    if (loss.task() == Task.MULTICLASS) {
      double first = predictions[0];
      return new Object[] {
        predicted(raw), outputs == 1 ? new double[] {1 - first, first} : predictions
      };
    }
    boolean one = loss.task() == Task.REGRESSION && outputs == 1;
    return new Object[] {one ? (Object) predictions[0] : predictions};
  }

  /** The name of the class; null where an output is not a number. */
  private @Nullable String predicted(double[] raw) {
    float[] logits = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      logits[i] = (float) raw[i];
    }
    int index = loss.decide(logits, 0, outputs);
    if (index == Loss.UNDECIDED) {
      return null;
    }
    return index < classes.size() ? classes.get(index) : Integer.toString(index);
  }
}
