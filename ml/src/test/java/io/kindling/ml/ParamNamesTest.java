package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.jdk.javaapi.CollectionConverters;

/** Errors and warnings name params, since whoever writes Java or Python has no config file. */
class ParamNamesTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

  /** A setting of a config file in a text of the code. */
  private static final Pattern SETTING = Pattern.compile("(?<![\\w.'])(?:training|data)\\.[a-z_]+");

  /** They name settings for people who have a config file, or none that an estimator declares. */
  private static final Set<String> OTHERS =
      Set.of(
          "BudgetSpentException.java",
          "CsvHead.java",
          "DeclaredSettings.java",
          "ForeignFile.java",
          "TensorBoardListener.java");

  private static NeuralNetworkClassifier classifier() {
    return new NeuralNetworkClassifier().setMaxIter(1).setHiddenLayers(new int[] {4});
  }

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private static String error(NeuralNetworkClassifier classifier, Dataset<Row> rows) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> classifier.fit(rows)).getMessage());
  }

  @Test
  void anErrorNamesTheParam() {
    assertEquals(
        "batchSize: found 400, expected at most 300, the number of training rows in the DataFrame",
        error(classifier().setBatchSize(400), points()));
    assertEquals(
        "scale: found 'unit' for data that are not bytes, expected none, center, standardize,"
            + " min_max, unit_variance or max_abs",
        error(classifier().setScale("unit"), points()));
    assertEquals(
        "freeze: found '7', which is no layer of the network, expected '0' (nearest), of: 0, 1, 2",
        error(classifier().setFreeze(new String[] {"7"}), points()));
  }

  @Test
  void anErrorInARowSaysWhichParamHelps() {
    Dataset<Row> gaps = points().withColumn("x", functions.expr("if(id = 7, null, x)"));
    NeuralNetworkClassifier columns = classifier().setFeaturesCols(new String[] {"x", "y"});
    String message = error(columns, gaps);
    assertTrue(message.endsWith("a number; missing: mean fills those missing"), message);
    Dataset<Row> unlabelled =
        points().withColumn("colour", functions.expr("if(id = 7, null, colour)"));
    message = error(classifier().setLabelCol("colour"), unlabelled);
    assertTrue(
        message.endsWith(
            "no label, expected one, or a DataFrame without such rows, as na().drop() gives"),
        message);
  }

  /** Also where a model scores, in a task. */
  @Test
  void anErrorInARowToScoreSaysSoToo() {
    NeuralNetworkClassifier classes = classifier().setFeaturesCols(new String[] {"x", "y"});
    NeuralNetworkRegressor numbers =
        new NeuralNetworkRegressor()
            .setFeaturesCols(new String[] {"x", "y"})
            .setLabelCol("distance")
            .setMaxIter(1);
    Dataset<Row> gaps = points().withColumn("x", functions.expr("if(id = 7, null, x)"));
    for (Transformer model : List.of(classes.fit(points()), numbers.fit(points()))) {
      Throwable thrown = assertThrows(Exception.class, () -> model.transform(gaps).collectAsList());
      while (thrown.getCause() != null) {
        thrown = thrown.getCause();
      }
      String message = String.valueOf(thrown.getMessage());
      assertTrue(message.endsWith("a number; missing: mean fills those missing"), message);
    }
  }

  @Test
  void setsOfParamsThatAreFittedTogetherTellErrorsSoToo() {
    NeuralNetworkClassifier classifier = classifier().setBatchSize(400);
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class,
                    () ->
                        classifier.fit(
                            points(),
                            CollectionConverters.asScala(
                                    List.of(
                                        new ParamMap().put(classifier.stepSize(), 0.1),
                                        new ParamMap().put(classifier.stepSize(), 0.2)))
                                .toSeq()))
                .getMessage());
    assertTrue(message.startsWith("batchSize: found 400"), message);
  }

  @Test
  void namesOfPeopleStayAsTheyAre() {
    assertEquals("'data.scale' is no column", ParamNames.in("'data.scale' is no column"));
    assertEquals("/models/data.scale", ParamNames.in("/models/data.scale"));
  }

  /** A setting that is new in the code below this module has to have a name here. */
  @Test
  void everySettingThatMessagesNameIsAParam() throws IOException {
    Path ml = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Set<String> unknown = new TreeSet<>();
    for (String module : List.of("worker-kernels", "predictor", "partitioning", "driver")) {
      try (Stream<Path> files = Files.walk(ml.resolveSibling(module).resolve("src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !OTHERS.contains(file.getFileName().toString()))
            .flatMap(ParamNamesTest::texts)
            .filter(text -> SETTING.matcher(ParamNames.in(text)).find())
            .forEach(unknown::add);
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static Stream<String> texts(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .flatMap(line -> TEXT.matcher(line).results())
          .map(found -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
