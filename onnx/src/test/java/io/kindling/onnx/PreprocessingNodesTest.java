package io.kindling.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.testing.Differences;
import io.kindling.onnx.testing.Model;
import io.kindling.onnx.testing.RandomColumns;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** What happens to raw columns before they enter the network. */
final class PreprocessingNodesTest {
  private static final double TOLERANCE = 1e-5;
  private static final NetworkSpec SMALL = NetworkSpec.of(new Dense(4), new Tanh(), new Dense(3));

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void rawColumnsBecomeWhatTrainingMakesOfThem(@ForAll long seed) {
    RandomColumns columns = new RandomColumns(seed);
    Model model =
        Model.of(
            columns.input(),
            SMALL,
            new SoftmaxCrossEntropy(),
            columns.preprocessing(),
            Labels.UNKNOWN,
            seed);
    RandomColumns.Rows rows = columns.rows();
    double difference = Differences.largest(model, rows.kept(), rows.texts());
    assertTrue(
        difference <= TOLERANCE, () -> difference + " for " + columns.preprocessing().columns());
  }

  /** Seconds since 1970 lie 128 apart in single precision. */
  @Test
  void numbersFarFromZeroAreToldApart() {
    Preprocessing times =
        new Preprocessing(
            List.of(new Column("time", new Numeric())),
            MissingMode.ERROR,
            new Origins(new double[] {1.7e9}),
            new float[0],
            new Scaling(ScaleMode.STANDARDIZE, new float[] {10}, new float[] {0.05f}),
            false);
    Model model = Model.of(Shape.vector(1), SMALL, new SquaredError(), times, Labels.UNKNOWN, 3);
    assertEquals(OnnxInput.Content.PRECISE_NUMBERS, model.onnx().inputs().get(0).content());
    assertTrue(
        Differences.largest(model, new float[][] {{0}, {3}, {60}}, new String[0][]) <= TOLERANCE);
  }

  @Test
  void anImageComesInItsShape() {
    Shape image = Shape.image(3, 2, 2);
    NetworkSpec network = NetworkSpec.of(new Flatten(), new Dense(2));
    Model model =
        Model.of(
            image,
            network,
            new SoftmaxCrossEntropy(),
            Preprocessing.of(new Scaling(ScaleMode.STANDARDIZE, new float[12], filled(1f / 255))),
            Labels.UNKNOWN,
            5);
    OnnxInput input = model.onnx().inputs().get(0);
    assertEquals(new OnnxInput("features", OnnxInput.Content.NUMBERS, List.of(3, 2, 2), 0), input);
    float[] pixels = {0, 255, 3, 17, 255, 90, 81, 0, 0, 200, 128, 5};
    assertTrue(Differences.largest(model, new float[][] {pixels}, new String[0][]) <= TOLERANCE);
  }

  private static float[] filled(float value) {
    float[] values = new float[12];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void whatOnnxCannotExpressIsTold() {
    List<Column> columns =
        List.of(
            new Column("zip", new Hash(1000)),
            new Column("sold.year", new Date(List.of(DatePart.YEAR), Date.ISO)));
    Preprocessing preprocessing =
        new Preprocessing(columns, MissingMode.ERROR, new float[0], Scaling.none(2));
    Model model =
        Model.of(Shape.vector(2), SMALL, new SquaredError(), preprocessing, Labels.UNKNOWN, 1);
    assertEquals(
        List.of(
            "column 'zip': ONNX has no such hash, so the input takes the number of the bucket, 0 to 999",
            "column 'sold': ONNX reads no dates, so the input 'sold.year' takes the year as a number"),
        model.onnx().notes());
  }

  @Test
  void aNumberThatIsNoneOfAnEmbeddingsCategoriesIsRefused() {
    NetworkSpec network = NetworkSpec.of(new Embedding(4, 2), new Dense(1));
    Model model = Model.of(Shape.vector(1), network, new SquaredError(), 2);
    assertTrue(Differences.largest(model, new float[][] {{0}, {3}}, new String[0][]) <= TOLERANCE);
    for (float odd : new float[] {-1, 4, 1.5f, Float.NaN}) {
      assertThrows(
          InvalidInputException.class,
          () -> Differences.score(model, new float[][] {{odd}}, new String[0][]),
          () -> "taken: " + odd);
    }
  }

  @Test
  void aColumnWithoutANameIsRefused() {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(new Column("", new Numeric())),
            MissingMode.ERROR,
            new float[0],
            Scaling.none(1));
    Model model =
        Model.of(Shape.vector(1), SMALL, new SquaredError(), preprocessing, Labels.UNKNOWN, 1);
    assertEquals(
        "feature 0: found a column without a name, expected names, by which ONNX knows its inputs",
        assertThrows(InvalidInputException.class, model::onnx).getMessage());
  }
}
