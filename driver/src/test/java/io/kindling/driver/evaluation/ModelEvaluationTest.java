package io.kindling.driver.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and metrics of a trained model on other rows. */
final class ModelEvaluationTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final TinyData ROWS = new TinyData(12, 301, 5, 3);
  private static TrainedModel model;
  private static final List<Metric> ACCURACY = List.of(new Accuracy());

  private static Map<String, Double> values;

  @BeforeAll
  static void trainAndEvaluate() {
    model = TinyTraining.on(SPARK.context(), 2).build().train();
    values = evaluate(ROWS, 1);
  }

  @Test
  void lossAndAccuracyAreThoseOfTheRowsOneByOne() {
    Objective objective = new Objective(model.spec());
    Workspace workspace = Workspace.forEvaluation(objective.network(), 1);
    workspace.weights()[0] = 1;
    EvaluationSum sum = new EvaluationSum(ACCURACY, objective.network().outputs());
    for (int row = 0; row < ROWS.rows(); row++) {
      System.arraycopy(ROWS.features(row), 0, workspace.input(), 0, 5);
      model.preprocessing().scaling().apply(workspace.input(), 0);
      workspace.targets()[0] = ROWS.classOf(row);
      sum.add(ACCURACY, objective.score(1, model.parameters(), workspace));
    }
    Map<String, Double> expected = sum.result(ACCURACY, objective.network().outputs()).values();
    Goldens.assertClose("loss and accuracy", numbers(expected), numbers(values), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void thePartitionsOfTheRowsDoNotMatter(int partitions) {
    assertEquals(values, evaluate(ROWS, partitions));
  }

  @Test
  void theLossComesFirst() {
    assertEquals(List.of("loss", "accuracy"), List.copyOf(values.keySet()));
  }

  @Test
  void fewerRowsThanShardsAreEnough() {
    TinyData three = new TinyData(1, 3, 5, 3);
    assertEquals(evaluate(three, 1), evaluate(three, 2));
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    TinyData wide = new TinyData(1, 3, 6, 3);
    assertEquals(
        "the RDD of vectors: found rows of 6, expected 5, as the model takes",
        assertThrows(InvalidInputException.class, () -> evaluate(wide, 1)).getMessage());
  }

  @Test
  void whatWasSeenOfFilesIsTold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "1;2;3;4;5;0\n1;1;1;1;0.5;2\n");
    List<String> told = new ArrayList<>();
    ModelEvaluation.evaluate(
        SPARK.context(), model, new CsvSource(file.toString()).labelled("_6"), ACCURACY, told::add);
    assertEquals(List.of("semicolons between columns, no header: columns _1 … _6"), told);
  }

  @Test
  void theCallersJobDescriptionComesBack() {
    SPARK.context().setLocalProperty("spark.job.description", "the caller's");
    evaluate(ROWS, 1);
    assertEquals("the caller's", SPARK.context().getLocalProperty("spark.job.description"));
  }

  private static double[] numbers(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, Double> evaluate(TinyData rows, int partitions) {
    return ModelEvaluation.evaluate(
            SPARK.context(), model, new VectorSource(rows.rdd(SPARK.context(), partitions)))
        .values();
  }
}
