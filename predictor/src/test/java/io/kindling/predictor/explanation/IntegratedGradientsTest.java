package io.kindling.predictor.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What columns contribute to predictions. */
final class IntegratedGradientsTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("size", new Numeric()),
          new Column("colour", new OneHot(), List.of("blue", "red")),
          new Column("when.year", new Date(List.of(DatePart.YEAR), Date.ISO)),
          new Column("when.month", new Date(List.of(DatePart.MONTH), Date.ISO)),
          new Column("v[0]", new Numeric()),
          new Column("v[1]", new Numeric()));

  /** z = (1 … 8) · inputs + 0.5, and the value is 10 z + 100. */
  private static TrainedModel linear() {
    Preprocessing preprocessing =
        new Preprocessing(
                COLUMNS,
                MissingMode.INDICATOR,
                new Origins(new double[] {0, 0, 2000, 0, 0, 0}),
                new float[] {2, 0, 0, 0, 0, 0},
                new Scaling(
                    ScaleMode.STANDARDIZE,
                    new float[] {2, 0, 0, 0, 0, 0},
                    new float[] {0.5f, 1, 1, 1, 1, 1}),
                false)
            .withIndicators(new int[] {0})
            .withTargets(
                new TargetScale(ScaleMode.STANDARDIZE, new float[] {100}, new float[] {0.1f}));
    ModelSpec spec =
        new ModelSpec(Shape.vector(8), NetworkSpec.of(new Dense(1)), new SquaredError());
    return new TrainedModel(
        spec,
        preprocessing,
        new Labels(List.of("price"), List.of()),
        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 0.5f},
        new Provenance(Map.of()));
  }

  @Test
  void aLinearModelAttributesToEachColumnOfTheSourceAllThatItsInputsAdd() {
    RowAttribution found =
        new IntegratedGradients(linear()).attribute(new float[] {6, 1, 2020, 3, 1, 2});
    assertEquals(
        List.of(
            new ColumnAttribution("size", "6", 20),
            new ColumnAttribution("colour", "red", 30),
            new ColumnAttribution("when", "year 2020, month 3", 950),
            new ColumnAttribution("v", "2 values", 200)),
        rounded(found.columns()));
    assertEquals(List.of("price", "value"), List.of(found.output(), found.score()));
    assertEquals(1305, found.value(), 1e-3);
    assertEquals(105, found.baselineValue(), 1e-3);
    assertEquals(0, found.difference(), 1e-3);
    assertEquals("when", found.ranked().get(0).column());
  }

  @Test
  void aMissingNumberIsAttributedWhatItsIndicatorAdds() {
    RowAttribution found =
        new IntegratedGradients(linear()).attribute(new float[] {Float.NaN, 7, 2000, 0, 0, 0});
    assertEquals(
        List.of(
            new ColumnAttribution("size", "missing", 80),
            new ColumnAttribution("colour", "none of the categories", 0)),
        rounded(found.columns()).subList(0, 2));
  }

  @Test
  void valuesOfAVectorAreApartWhenAsked() {
    RowAttribution found =
        new IntegratedGradients(linear())
            .byPosition(true)
            .attribute(new float[] {6, 1, 2020, 3, 1, 2});
    assertEquals(
        List.of(new ColumnAttribution("v[0]", "1", 60), new ColumnAttribution("v[1]", "2", 140)),
        rounded(found.columns()).subList(3, 5));
  }

  @Test
  void aRowThatIsItsOwnBaselineIsAttributedNothing() {
    float[] kept = {6, 1, 20, 3, 1, 2};
    RowAttribution found =
        new IntegratedGradients(linear()).baselineOfKept(kept).attributeKept(kept);
    assertTrue(found.columns().stream().allMatch(column -> column.attribution() == 0));
    assertEquals(found.value(), found.baselineValue());
  }

  @Test
  void meanInputsMayBeTheBaseline() {
    RowAttribution found =
        new IntegratedGradients(linear())
            .baselineOfInputs(new float[] {1, 0.5f, 0.5f, 0, 0, 0, 0, 0})
            .attribute(new float[] {6, 1, 2000, 0, 0, 0});
    assertEquals(
        List.of(new ColumnAttribution("size", "6", 10), new ColumnAttribution("colour", "red", 5)),
        rounded(found.columns()).subList(0, 2));
  }

  @Test
  void theProbabilityOfThePredictedClassIsExplainedUnlessAnotherIsNamed() {
    TrainedModel model = ofNumbers(new SoftmaxCrossEntropy(), 3, List.of("ash", "beech", "oak"));
    float[] row = {1, -2, 0.5f};
    double all = 0;
    double contributed = 0;
    for (String name : List.of("ash", "beech", "oak")) {
      RowAttribution found = new IntegratedGradients(model).output(name).attribute(row);
      all += found.value();
      contributed += found.columns().get(0).attribution();
      assertEquals(List.of(name, "probability"), List.of(found.output(), found.score()));
      assertEquals(0, found.difference(), 1e-6);
    }
    assertEquals(1, all, 1e-6, "probabilities");
    assertEquals(0, contributed, 1e-6, "what raises one probability lowers the others");
    RowAttribution predicted = new IntegratedGradients(model).attribute(row);
    assertEquals(predicted.predicted().orElseThrow(), predicted.output());
    assertTrue(predicted.value() > 1.0 / 3);
    assertEquals(List.of("x0", "x1", "x2"), names(predicted));
  }

  @Test
  void logitsAreThoseOfTheNetwork() {
    TrainedModel model = ofNumbers(new SoftmaxCrossEntropy(), 3, List.of("ash", "beech", "oak"));
    RowAttribution found =
        new IntegratedGradients(model)
            .score(Score.LOGIT)
            .output("oak")
            .attribute(new float[] {1, -2, 0.5f});
    assertEquals("logit", found.score());
    assertEquals(0, found.difference(), 1e-5);
  }

  @Test
  void whatSpeaksForOneOfTwoClassesSpeaksAsMuchAgainstTheOther() {
    TrainedModel model = ofNumbers(new BinaryCrossEntropy(), 1, List.of("no", "yes"));
    float[] row = {1, -2, 0.5f};
    for (Score score : Score.values()) {
      RowAttribution no = new IntegratedGradients(model).score(score).output("no").attribute(row);
      RowAttribution yes = new IntegratedGradients(model).score(score).output("yes").attribute(row);
      assertEquals(no.value(), score == Score.LOGIT ? -yes.value() : 1 - yes.value(), 1e-6);
      for (int i = 0; i < row.length; i++) {
        assertEquals(no.columns().get(i).attribution(), -yes.columns().get(i).attribution(), 1e-6);
      }
    }
  }

  @Test
  void theMostProbableLabelIsExplainedUnlessAnotherIsNamed() {
    TrainedModel model = ofNumbers(new SigmoidCrossEntropy(), 3, List.of());
    float[] row = {1, -2, 0.5f};
    RowAttribution most = new IntegratedGradients(model).attribute(row);
    for (String name : List.of("a", "b", "c")) {
      RowAttribution found = new IntegratedGradients(model).output(name).attribute(row);
      assertTrue(found.value() <= most.value(), name);
      assertEquals(0, found.difference(), 1e-6);
    }
  }

  @Test
  void aClassThatTheModelLacksIsTold() {
    IntegratedGradients gradients =
        new IntegratedGradients(ofNumbers(new BinaryCrossEntropy(), 1, List.of("no", "yes")));
    assertEquals(
        "the class to explain: found 'maybe', expected one of no, yes",
        assertThrows(InvalidInputException.class, () -> gradients.output("maybe")).getMessage());
  }

  private static TrainedModel ofNumbers(Loss loss, int outputs, List<String> classes) {
    ModelSpec spec =
        new ModelSpec(
            Shape.vector(3), NetworkSpec.of(new Dense(8), new Tanh(), new Dense(outputs)), loss);
    return new TrainedModel(
        spec,
        Preprocessing.of(Scaling.none(3)),
        classes.isEmpty()
            ? new Labels(List.of("a", "b", "c"), List.of())
            : new Labels(List.of("kind"), classes),
        spec.compile().parameters().initialParameters(4),
        new Provenance(Map.of()));
  }

  private static List<String> names(RowAttribution attribution) {
    return attribution.columns().stream().map(ColumnAttribution::column).toList();
  }

  private static List<ColumnAttribution> rounded(List<ColumnAttribution> columns) {
    return columns.stream()
        .map(
            column ->
                new ColumnAttribution(
                    column.column(),
                    column.value(),
                    Math.rint(column.attribution() * 1e3) / 1e3 + 0.0))
        .toList();
  }
}
