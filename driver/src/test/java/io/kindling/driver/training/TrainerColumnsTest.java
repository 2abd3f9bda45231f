package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.evaluation.Scorer;
import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.scoring.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on categories, buckets, missing numbers and weights. */
final class TrainerColumnsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final String SPLIT_BYTES = "mapreduce.input.fileinputformat.split.maxsize";
  private static final FeatureColumns COLUMNS =
      new FeatureColumns(Map.of("colour", new OneHot(), "zip", new Hash(4)), MissingMode.MEAN);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {100, 777, 1 << 20})
  void theModelIsTheSameHoweverTheFileIsSplit(int bytes) {
    String path = write("rows.csv", mixed());
    String whole = train(weighted(path)).sha256();
    Configuration configuration = SPARK.context().hadoopConfiguration();
    configuration.setInt(SPLIT_BYTES, bytes);
    try {
      assertEquals(whole, train(weighted(path)).sha256());
    } finally {
      configuration.unset(SPLIT_BYTES);
    }
  }

  @Test
  void theInputIsAsWideAsTheColumnsTogether() {
    TrainedModel model = train(weighted(write("rows.csv", mixed())));
    assertEquals(Shape.vector(1 + 3 + 1), model.spec().input());
  }

  @Test
  void validationRowsHaveTheCategoriesOfTraining() {
    RowSource rows = weighted(write("rows.csv", mixed()));
    RowSource one =
        weighted(write("one.csv", List.of("x,colour,zip,kind,w", "1,blue,a,0,1", ",pink,b,1,1")));
    TrainedModel model = builder(TrainingData.of(rows, one)).build().train();
    assertEquals(train(rows).sha256(), model.sha256());
  }

  @Test
  void aWeightCountsAsRepetitionsInTraining() {
    float[] weighted = oneStep(weighted(write("weighted.csv", simple(true))));
    float[] repeated =
        oneStep(new CsvSource(write("repeated.csv", simple(false))).labelled("kind"));
    Goldens.assertClose("parameters", doubles(repeated), doubles(weighted), 1e-5);
  }

  @Test
  void aBatchInWhichNoRowCountsChangesNothing() {
    String some = write("some.csv", List.of("x,kind,w", "1,0,0", "2,1,0", "3,0,1", "4,1,0"));
    String one = write("one.csv", List.of("x,kind,w", "3,0,1"));
    float[] start =
        stepping(weighted(one), 1).optimizer(new Sgd(1e-30)).build().train().parameters();
    float[] parameters = stepping(weighted(some), 1).build().train().parameters();
    assertArrayEquals(stepping(weighted(one), 1).build().train().parameters(), parameters);
    assertFalse(Arrays.equals(start, parameters), "the row that counts changes nothing either");
  }

  @Test
  void aWeightCountsAsRepetitionsInEvaluation() {
    RowSource weighted = weighted(write("weighted.csv", simple(true)));
    RowSource repeated = new CsvSource(write("repeated.csv", simple(false))).labelled("kind");
    TrainedModel model = stepping(weighted, 2).build().train();
    Goldens.assertClose(
        "loss and accuracy",
        numbers(ModelEvaluation.evaluate(SPARK.context(), model, repeated).values()),
        numbers(ModelEvaluation.evaluate(SPARK.context(), model, weighted).values()),
        1e-5);
  }

  @Test
  void aSavedModelScoresRowsAsTheModelItself() throws IOException {
    TrainedModel model = train(weighted(write("rows.csv", mixed())));
    String saved = folder.resolve("model").toString();
    ModelFiles.save(model, SPARK.context().hadoopConfiguration(), saved);
    assertEquals(
        scores(model), scores(ModelFiles.load(SPARK.context().hadoopConfiguration(), saved)));
  }

  @Test
  void anUnseenCategoryScoresAsNone() {
    List<String> scores = scores(train(weighted(write("rows.csv", mixed()))));
    assertEquals(scores.get(0), scores.get(1));
  }

  @Test
  void moreTargetsThanTheLossTakesAreRefused() {
    String path = write("rows.csv", mixed());
    assertRefused(
        new CsvSource(path).labelled("kind", "w"),
        path + ": found 2 label columns, expected 1, as the loss takes for the network's outputs");
  }

  @Test
  void noTargetIsRefused() {
    String path = write("rows.csv", List.of("x,colour,zip", "1,red,a", "2,red,b"));
    assertRefused(
        new CsvSource(path).labelled(),
        path + ": found 0 label columns, expected 1, as the loss takes for the network's outputs");
  }

  @Test
  void aColumnThatIsNotThereIsRefused() {
    String path = write("rows.csv", List.of("x,color,zip,kind", "1,red,a,0", "2,red,b,1"));
    assertRefused(
        new CsvSource(path).labelled("kind"),
        "data.columns.colour: found 'colour', which is not a feature of "
            + path
            + ", expected 'color' (nearest), of: color, x, zip");
  }

  private void assertRefused(RowSource source, String message) {
    Trainer trainer = builder(TrainingData.of(source)).build();
    assertEquals(message, assertThrows(InvalidInputException.class, trainer::train).getMessage());
  }

  private static TrainedModel train(RowSource source) {
    return builder(TrainingData.of(source)).build().train();
  }

  private static TrainerBuilder builder(TrainingData data) {
    return Trainer.on(SPARK.context())
        .data(data.withColumns(COLUMNS))
        .scale(ScaleMode.STANDARDIZE)
        .network(new Dense(6), new Tanh(), new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .epochs(2)
        .batchSize(16)
        .shards(4)
        .seed(3);
  }

  private static float[] oneStep(RowSource source) {
    int rows = source.roles().weight().isPresent() ? 3 : 6;
    return stepping(source, rows).build().train().parameters();
  }

  private static TrainerBuilder stepping(RowSource source, int rows) {
    return Trainer.on(SPARK.context())
        .data(source)
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .optimizer(new Sgd(0.5))
        .epochs(1)
        .batchSize(rows)
        .shards(1);
  }

  private List<String> scores(TrainedModel model) {
    String path =
        write("score.csv", List.of("x,colour,zip", "1,pink,a", "1,,a", ",red,a", "0.5,blue,z"));
    RowSource rows = new CsvSource(path);
    try (ReadTable table = ModelEvaluation.open(SPARK.context(), model, rows, Use.SCORED);
        Scorer scorer = new Scorer(SPARK.context(), model)) {
      return scorer.score(table).collect().stream()
          .map(Prediction::outputs)
          .map(Arrays::toString)
          .toList();
    }
  }

  private static RowSource weighted(String path) {
    return new CsvSource(path).labelled("kind").weighted("w");
  }

  /** Rows of all kinds of columns, some values missing. */
  private static List<String> mixed() {
    Random random = new Random(5);
    List<String> colours = List.of("red", "green", "blue", "");
    List<String> lines = new ArrayList<>(List.of("x,colour,zip,kind,w"));
    for (int i = 0; i < 60; i++) {
      String x = i % 7 == 0 ? "" : Float.toString((float) random.nextGaussian());
      String colour = colours.get(random.nextInt(4));
      lines.add("%s,%s,z%d,%d,%d".formatted(x, colour, i % 9, i % 2, i % 3));
    }
    return lines;
  }

  /** Three rows that count for 1, 2 and 3, or each as often as it counts. */
  private static List<String> simple(boolean weights) {
    return weights
        ? List.of("x,kind,w", "1,0,1", "2,1,2", "-1,0,3")
        : List.of("x,kind", "1,0", "2,1", "2,1", "-1,0", "-1,0", "-1,0");
  }

  private String write(String name, List<String> lines) {
    try {
      return Files.write(folder.resolve(name), lines).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
