package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
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

/** A model of rows with dates. */
final class DateModelTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @TempDir private Path folder;

  @Test
  void aSavedModelReadsTheDatesOfOtherRows() throws IOException {
    TrainedModel model = train();
    String saved = folder.resolve("model").toString();
    ModelFiles.save(model, SPARK.context().hadoopConfiguration(), saved);
    TrainedModel loaded = ModelFiles.load(SPARK.context().hadoopConfiguration(), saved);
    assertEquals(List.of("x", "when.year", "when.hour"), loaded.preprocessing().names());
    List<float[]> arrays = List.of(new float[] {3, 2021, 7}, new float[] {4, Float.NaN, Float.NaN});
    try (ReadTable table =
            ModelEvaluation.open(
                SPARK.context(),
                loaded,
                new CsvSource(write("score.csv", "when,x", "03.02.2021 7,3", ",4")),
                Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), loaded);
        Scorer before = new Scorer(SPARK.context(), model)) {
      List<String> expected = texts(before.score(SPARK.context().parallelize(arrays, 1)).collect());
      assertEquals(expected, texts(scorer.score(table).collect()));
    }
  }

  private TrainedModel train() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,when,kind"));
    for (int i = 0; i < 24; i++) {
      lines.add("%s,0%s.0%s.202%s %s,%s".formatted(i % 5, i % 9 + 1, i % 7 + 1, i % 4, i, i % 2));
    }
    String path = write("rows.csv", lines.toArray(String[]::new));
    String other = write("other.csv", "kind,when,x", "0,01.01.2020 5,2", "1,02.01.2020 6,1");
    Date date = new Date(List.of(DatePart.YEAR, DatePart.HOUR), "dd.MM.yyyy H");
    return Trainer.on(SPARK.context())
        .data(
            TrainingData.of(
                    new CsvSource(path).labelled("kind"), new CsvSource(other).labelled("kind"))
                .withColumns(new FeatureColumns(Map.of("when", date), MissingMode.MEAN)))
        .scale(ScaleMode.STANDARDIZE)
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .epochs(1)
        .batchSize(8)
        .shards(4)
        .seed(3)
        .build()
        .train();
  }

  private String write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private static List<String> texts(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::outputs).map(Arrays::toString).toList();
  }
}
