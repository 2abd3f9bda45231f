package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.scoring.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of rows whose numbers are missing, however these are filled. */
final class MissingModeTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = "ERROR", mode = EnumSource.Mode.EXCLUDE)
  void aSavedModelScoresTableAndArraysAsTheModelItself(MissingMode mode) throws IOException {
    TrainedModel model = train(mode);
    String saved = folder.resolve("model").toString();
    ModelFiles.save(model, SPARK.context().hadoopConfiguration(), saved);
    TrainedModel loaded = ModelFiles.load(SPARK.context().hadoopConfiguration(), saved);
    assertArrayEquals(model.preprocessing().indicated(), loaded.preprocessing().indicated());
    List<String> expected = scores(model);
    assertEquals(expected, scores(loaded));
    assertEquals(expected, scoresOfArrays(loaded));
  }

  @Test
  void whatWasMissingIsAnInputOfItsOwn() throws IOException {
    TrainedModel model = train(MissingMode.INDICATOR);
    assertEquals(Shape.vector(1 + 2 + 1 + 1), model.spec().input());
    assertArrayEquals(new int[] {2}, model.preprocessing().indicated());
    float mean = model.preprocessing().fill()[2];
    try (Scorer scorer = new Scorer(SPARK.context(), model)) {
      List<Prediction> scores =
          scorer
              .score(
                  SPARK
                      .context()
                      .parallelize(
                          List.of(new float[] {1, 0, Float.NaN}, new float[] {1, 0, mean}), 1))
              .collect();
      assertNotEquals(scores.get(0).outputs()[0], scores.get(1).outputs()[0]);
    }
  }

  private TrainedModel train(MissingMode mode) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,colour,size,kind"));
    for (int i = 0; i < 40; i++) {
      String size = i % 5 == 0 ? "" : Integer.toString(i * 7 % 11);
      lines.add("%s,%s,%s,%s".formatted(i % 13, i % 3 == 0 ? "red" : "blue", size, i % 2));
    }
    String path = Files.write(folder.resolve("rows.csv"), lines).toString();
    return Trainer.on(SPARK.context())
        .data(
            TrainingData.split(new CsvSource(path).labelled("kind"), 0.2)
                .withColumns(new FeatureColumns(Map.of("colour", new OneHot()), mode)))
        .scale(ScaleMode.STANDARDIZE)
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .epochs(2)
        .batchSize(8)
        .shards(4)
        .seed(3)
        .build()
        .train();
  }

  private List<String> scores(TrainedModel model) throws IOException {
    String path =
        Files.write(
                folder.resolve("score.csv"),
                List.of("size,x,colour", ",1,red", "3,2,blue", "4,,red"))
            .toString();
    try (ReadTable table =
            ModelEvaluation.open(SPARK.context(), model, new CsvSource(path), Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), model)) {
      return texts(scorer.score(table).collect());
    }
  }

  private static List<String> scoresOfArrays(TrainedModel model) {
    List<float[]> rows =
        List.of(
            new float[] {1, 1, Float.NaN}, new float[] {2, 0, 3}, new float[] {Float.NaN, 1, 4});
    try (Scorer scorer = new Scorer(SPARK.context(), model)) {
      return texts(scorer.score(SPARK.context().parallelize(rows, 1)).collect());
    }
  }

  private static List<String> texts(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::outputs).map(Arrays::toString).toList();
  }
}
