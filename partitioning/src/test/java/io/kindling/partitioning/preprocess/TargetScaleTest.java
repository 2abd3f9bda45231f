package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets on their way into training, and predictions on their way back. */
final class TargetScaleTest {
  @ParameterizedTest
  @CsvSource({"NONE, 3, 30", "CENTER, 1, 10", "STANDARDIZE, 1, 1", "MIN_MAX, 1, 1"})
  void eachTargetIsScaledByItself(ScaleMode mode, float small, float large) {
    float[] row = {0, 3, 130}; // what stands before it is left alone
    scale(mode, new float[] {1, 100}, new float[] {2, 110}, new float[] {3, 120}).apply(row, 1);
    float shifted = mode == ScaleMode.NONE ? 130 : mode == ScaleMode.MIN_MAX ? 1.5f : 2 * large;
    assertArrayEquals(new float[] {0, small, shifted}, row);
  }

  @ParameterizedTest
  @EnumSource(value = ScaleMode.class, names = "UNIT", mode = EnumSource.Mode.EXCLUDE)
  void predictionsOfSeveralRowsComeBack(ScaleMode mode) {
    TargetScale scale = scale(mode, new float[] {-5, 2e5f}, new float[] {7, 3.5e5f});
    float[] rows = {0.5f, 2.5e5f, 6, 3e5f, 0.25f, -1};
    float[] changed = rows.clone();
    scale.apply(changed, 0);
    scale.apply(changed, 2);
    scale.undo(changed, 2);
    assertArrayEquals(rows, changed, 1e-6f * 3e5f);
    assertEquals(0.5f, changed[0], 1e-6f);
    assertArrayEquals(new float[] {0.25f, -1}, new float[] {changed[4], changed[5]});
  }

  /** Around 1.7 · 10⁹ float32 has every 128th number: what it has is scaled exactly. */
  @Test
  void targetsFarFromZeroKeepWhatFloatsHaveOfThem() {
    TargetScale scale = scale(ScaleMode.CENTER, new float[] {1.7e9f}, new float[] {1.7e9f + 256});
    float[] row = {1.7e9f + 1280};
    scale.apply(row, 0);
    assertEquals(1280 - 128, row[0]);
    scale.undo(row, 1);
    assertEquals(1.7e9f + 1280, row[0]);
  }

  @Test
  void aConstantTargetBecomesZero() {
    float[] row = {7};
    scale(ScaleMode.STANDARDIZE, new float[] {7}, new float[] {7}).apply(row, 0);
    assertEquals(0, row[0]);
  }

  @Test
  void onlyTargetsThatAreNumbersAreScaled() {
    TargetScale.check(ScaleMode.STANDARDIZE, new Huber(), 2);
    TargetScale.check(ScaleMode.NONE, new SigmoidCrossEntropy(), 2);
    assertEquals(
        "data.label_scale: found 'min_max' with the loss sigmoid_cross_entropy, expected a loss of"
            + " regression, such as squared_error",
        assertThrows(
                InvalidInputException.class,
                () -> TargetScale.check(ScaleMode.MIN_MAX, new SigmoidCrossEntropy(), 2))
            .getMessage());
  }

  @Test
  void targetsOfUnitSizeNeedNoAdvice() {
    assertEquals(List.of(), warnings(ScaleMode.NONE, -1, 0.5f, 100));
    assertEquals(List.of(), warnings(ScaleMode.NONE, 0.001f, 0.005f));
    assertEquals(List.of(), warnings(ScaleMode.NONE, 250, 250));
  }

  @ParameterizedTest
  @CsvSource({
    "2e5, 3.5e5, '(mean 2.750e+05, deviation 1.061e+05)'",
    "101, 101.5, '(mean 101.3, deviation 0.3536)'",
    "-90, 90, '(mean 0.000, deviation 127.3)'",
    "0.0005, 0.0007, '(mean 0.0006000, deviation 0.0001414)'"
  })
  void targetsFarFromUnitSizeAreToldInOneLine(float one, float other, String which) {
    assertEquals(
        List.of(
            "labels are far from 1 in size: 'price' "
                + which
                + "; data.label_scale: standardize scales them in training, while predictions and"
                + " metrics stay in their units"),
        warnings(ScaleMode.NONE, one, other));
    assertEquals(List.of(), warnings(ScaleMode.STANDARDIZE, one, other));
    assertEquals(List.of(), warnings(ScaleMode.MIN_MAX, one, other));
  }

  @Test
  void ofCentredTargetsTheDeviationCounts() {
    assertEquals(List.of(), warnings(ScaleMode.CENTER, 1000, 1050));
    assertEquals(1, warnings(ScaleMode.CENTER, 1000, 2000).size());
  }

  @Test
  void whatFloatsLoseIsTold() {
    List<String> told = warnings(ScaleMode.STANDARDIZE, 1.7e9f, 1.7e9f + 1280);
    assertEquals(
        List.of(
            "labels are kept as float32, which rounds 'price' by up to 64.0 (from 1.7E9 to"
                + " 1.70000128E9); take off first what they have in common"),
        told);
    assertEquals(1, warnings(ScaleMode.STANDARDIZE, 1.7e9f, 1.7e9f).size());
    assertEquals(List.of(), warnings(ScaleMode.STANDARDIZE, 1.7e9f, 1.8e9f));
  }

  @Test
  void ofManyTargetsTheFirstAreNamed() {
    FeatureStatistics seven = new FeatureStatistics(7);
    seven.add(new float[] {900, 900, 900, 900, 900, 900, 900});
    seven.add(new float[] {100, 100, 100, 100, 100, 100, 100});
    String line =
        FittedTargets.warnings(ScaleMode.NONE, List.of("a", "b", "c", "d", "e", "f", "g"), seven)
            .get(0);
    assertTrue(line.contains("'e' (mean 500.0, deviation 565.7) and 2 more;"), line);
  }

  private static List<String> warnings(ScaleMode mode, float... targets) {
    FeatureStatistics statistics = new FeatureStatistics(1);
    for (float target : targets) {
      statistics.add(new float[] {target});
    }
    return FittedTargets.warnings(mode, List.of("price"), statistics);
  }

  private static TargetScale scale(ScaleMode mode, float[]... rows) {
    FeatureStatistics statistics = new FeatureStatistics(rows[0].length);
    for (float[] row : rows) {
      statistics.add(row);
    }
    return FittedTargets.scale(mode, statistics, rows[0].length);
  }
}
