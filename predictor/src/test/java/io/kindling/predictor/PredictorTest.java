package io.kindling.predictor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
  private static final int ROWS = 300; // more than a block

  private static float[] rows(int width) {
    return rows(width, 5);
  }

  private static float[] rows(int width, int key) {
    float[] rows = new float[ROWS * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) CounterRandom.gaussian(key, i);
    }
    return rows;
  }

  private static Map<String, Object> row(double size, String colour) {
    Map<String, Object> row = new HashMap<>();
    row.put("size", size);
    row.put("member", true);
    row.put("colour", colour);
    row.put("zip", "D-10115");
    row.put("when", LocalDate.of(2025, 3, 1));
    row.put("unused", List.of());
    return row;
  }

  private static String error(Executable doing) {
    return String.valueOf(assertThrows(InvalidInputException.class, doing).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 784, 1500})
  void aRowAloneHasTheBitsThatItHasInABlock(int width) {
    Predictor predictor = Predictor.of(SampleModels.ofNumbers(width));
    float[] rows = rows(width);
    BlockPrediction block = predictor.predict(rows, ROWS);
    for (int row = 0; row < ROWS; row++) {
      RowPrediction alone =
          predictor.predict(Arrays.copyOfRange(rows, row * width, (row + 1) * width));
      assertArrayEquals(block.row(row).outputs(), alone.outputs(), "row " + row);
      assertEquals(block.className(row), alone.className());
    }
  }

  @Test
  void aBlockIsTheSameHoweverItIsCut() {
    Predictor predictor = Predictor.of(SampleModels.ofNumbers(10));
    float[] rows = rows(10);
    float[] whole = predictor.predict(rows, ROWS).outputs();
    float[] last = predictor.predict(Arrays.copyOfRange(rows, 290 * 10, ROWS * 10), 10).outputs();
    assertArrayEquals(Arrays.copyOfRange(whole, 290 * 3, ROWS * 3), last);
  }

  @Test
  void predictedNumbersAreInTheUnitsOfTheData() {
    Predictor predictor = Predictor.of(SampleModels.ofScaledTargets());
    Map<String, Float> values = predictor.predict(new float[] {0, 0, 0, 0}).byName();
    // All biases start as 0, so the outputs of zeros are the shifts of the targets.
    assertEquals(Map.of("value_0", 1e6f, "value_1", 0f, "value_2", -3f), values);
    assertEquals(List.of(), predictor.classes());
    assertEquals(Optional.empty(), predictor.predict(new float[] {1, 2, 3, 4}).className());
  }

  @Test
  void aMapHasTheBitsOfTheArrayThatSaysTheSame() {
    Predictor predictor = Predictor.of(SampleModels.ofManyKinds(MissingMode.ERROR));
    assertEquals(List.of("size", "member", "colour", "zip", "when"), predictor.columns());
    assertEquals(SampleModels.FEATURES, predictor.features());
    int bucket = new Hash(1000).bucket("D-10115");
    // 1e9 + 64 is a float32, so both say the same.
    RowPrediction array = predictor.predict(new float[] {1e9f + 64, 1, 2, bucket, 2025, 6});
    RowPrediction map = predictor.predict(row(1e9 + 64, "red"));
    assertArrayEquals(array.outputs(), map.outputs());
    Map<String, Object> texts = row(0, "red");
    texts.put("size", "1000000064");
    texts.put("member", "True");
    texts.put("when", "2025-03-01T10:15:30");
    assertArrayEquals(array.outputs(), predictor.predict(texts).outputs());
    assertEquals(List.of("ash", "beech", "oak"), predictor.classes());
    assertEquals(
        List.of("probability_ash", "probability_beech", "probability_oak"),
        List.copyOf(map.byName().keySet()));
  }

  @Test
  void truthsInColumnsOfNumbersAreOneAndZero() {
    Predictor predictor = Predictor.of(SampleModels.ofTwoNumbers());
    assertArrayEquals(
        predictor.predict(new float[] {1, 0}).outputs(),
        predictor.predict(Map.of("b", false, "a", true)).outputs());
  }

  @Test
  void manyMapsHaveTheBitsOfEachAlone() {
    Predictor predictor = Predictor.of(SampleModels.ofManyKinds(MissingMode.MEAN));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(1e9 + i * 0.37, i % 3 == 0 ? "blue" : "green"));
      if (i % 5 == 0) {
        rows.get(i).put("size", null);
      }
    }
    List<RowPrediction> together = predictor.predict(rows);
    assertEquals(ROWS, together.size());
    for (int i = 0; i < ROWS; i++) {
      RowPrediction alone = predictor.predict(rows.get(i));
      assertArrayEquals(alone.outputs(), together.get(i).outputs(), "row " + i);
    }
  }

  @Test
  void whatIsMissingIsFilledAsInTraining() {
    Predictor predictor = Predictor.of(SampleModels.ofManyKinds(MissingMode.MEAN));
    Map<String, Object> missing = row(0, "red");
    missing.put("size", "NA");
    Map<String, Object> filled = row(1e9 + 0.5, "red");
    assertArrayEquals(predictor.predict(filled).outputs(), predictor.predict(missing).outputs());
    float[] array = {Float.NaN, 1, 2, new Hash(1000).bucket("D-10115"), 2025, 6};
    assertArrayEquals(predictor.predict(filled).outputs(), predictor.predict(array).outputs());
  }

  @Test
  void anUnknownWordIsNoneOfTheCategories() {
    Predictor predictor = Predictor.of(SampleModels.ofManyKinds(MissingMode.ERROR));
    float[] none = {1e9f + 64, 1, -1, new Hash(1000).bucket("D-10115"), 2025, 6};
    float[] unknown = predictor.predict(row(1e9 + 64, "octarine")).outputs();
    assertArrayEquals(predictor.predict(none).outputs(), unknown);
    none[2] = Float.NaN;
    assertArrayEquals(unknown, predictor.predict(none).outputs());
    Map<String, Object> missing = row(1e9 + 64, "red");
    missing.put("colour", null);
    assertArrayEquals(unknown, predictor.predict(missing).outputs());
  }

  @Test
  void rowsThatTheModelCannotTakeAreNamed() {
    Predictor predictor = Predictor.of(SampleModels.ofManyKinds(MissingMode.ERROR));
    Map<String, Object> row = row(1, "red");
    row.remove("zip");
    assertEquals(
        "row 0: found columns "
            + Names.shortened(List.copyOf(row.keySet()))
            + ", expected 'zip' among them, as the model takes; null where it is missing",
        error(() -> predictor.predict(row)));
    Map<String, Object> gap = row(1, "red");
    gap.put("size", null);
    assertEquals(
        "row 0: found no value in column 'size', expected a number; data.missing: mean fills those"
            + " missing",
        error(() -> predictor.predict(gap)));
    gap.put("size", "tall");
    assertEquals(
        "row 1: found 'tall' in column 'size', expected a number",
        error(() -> predictor.predict(List.of(row(1, "red"), gap))));
    gap.put("size", new int[0]);
    assertEquals(
        "row 0: found int[] in column 'size', expected a number, a text, a truth, a time, or null",
        error(() -> predictor.predict(gap)));
    assertEquals(
        "row 0: found Infinity as feature 0, expected a finite number",
        error(() -> predictor.predict(new float[] {Float.POSITIVE_INFINITY, 1, 2, 3, 2025, 6})));
    float[] two = {1, 1, 2, 3, 2025, 6, 1, Float.NaN, 2, 3, 2025, 6};
    assertEquals(
        "row 1: found NaN as feature 1, expected a finite number",
        error(() -> predictor.predict(two, 2)));
  }

  @Test
  void anotherNumberOfFeaturesIsRefused() {
    Predictor predictor = Predictor.of(SampleModels.ofNumbers(3));
    assertEquals(3, predictor.width());
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(new float[] {1, 2}));
    assertEquals("1 rows must have 3 features each, got 2 numbers", thrown.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> predictor.predict(new float[] {1, 2, 3, 4, 5}, 2));
  }

  @Test
  void featuresWithoutNamesTakeNoMaps() {
    Predictor predictor = Predictor.of(SampleModels.ofNumbers(3));
    assertEquals(
        "row 0: found a map, expected an array of 3 numbers: the features have no names",
        error(() -> predictor.predict(Map.of("x", 1))));
  }

  @Test
  void aFolderWithoutAModelIsRefused(@TempDir Path folder) {
    assertEquals(
        "%s: found no model, expected a folder with manifest.json and the weights it names"
            .formatted(folder),
        error(() -> Predictor.load(folder)));
    Path nowhere = folder.resolve("nowhere");
    assertEquals(
        "%s: found no model, expected a folder with manifest.json and the weights it names"
            .formatted(nowhere),
        error(() -> Predictor.load(nowhere)));
  }

  @Test
  void ofTheOutputFolderOfATrainingTheModelWithinIsNamed(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("model"));
    Files.createFile(folder.resolve("model/manifest.json"));
    assertEquals(
        "%s: found no model, expected a folder with manifest.json and the weights it names, as %s/model"
            .formatted(folder, folder),
        error(() -> Predictor.load(folder)));
  }

  /** Each thread has rows of its own, which would meet in buffers that two of them shared. */
  @Test
  void manyThreadsGetTheSameBits() throws Exception {
    Predictor predictor = Predictor.of(SampleModels.ofNumbers(100));
    Predictor named = Predictor.of(SampleModels.ofManyKinds(MissingMode.MEAN));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        float[] rows = rows(100, thread);
        Map<String, Object> map = row(1e9 + thread, "blue");
        float[] expected = predictor.predict(rows, ROWS).outputs();
        float[] expectedOfMap = named.predict(map).outputs();
        boolean blocks = thread % 2 == 0;
        all.add(
            threads.submit(
                () -> {
                  for (int trial = 0; trial < 20; trial++) {
                    assertArrayEquals(
                        expected,
                        blocks ? predictor.predict(rows, ROWS).outputs() : alone(predictor, rows));
                    assertArrayEquals(expectedOfMap, named.predict(map).outputs());
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static float[] alone(Predictor predictor, float[] rows) {
    float[] outputs = new float[ROWS * 3];
    IntStream.range(0, ROWS)
        .forEach(
            row ->
                System.arraycopy(
                    predictor
                        .predict(Arrays.copyOfRange(rows, row * 100, (row + 1) * 100))
                        .outputs(),
                    0,
                    outputs,
                    row * 3,
                    3));
    return outputs;
  }
}
