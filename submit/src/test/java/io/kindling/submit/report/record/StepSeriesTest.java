package io.kindling.submit.report.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Any number of steps takes little room, and no extreme is lost. */
final class StepSeriesTest {
  @Test
  void fewStepsAreKeptAsTheyAre() {
    StepSeries series = new StepSeries();
    series.add(1, 0.5, 0.1, 64, 0.5);
    series.add(2, 0.25, 0.2, 64, 0.25);
    JsonNode written = series.write();
    assertArrayEquals(new double[] {1, 2}, Json.doubles(written.path("step")));
    assertArrayEquals(new double[] {0.5, 0.25}, Json.doubles(written.path("loss")));
    assertArrayEquals(new double[] {0.1, 0.2}, Json.doubles(written.path("learning_rate")));
    assertArrayEquals(new double[] {128, 256}, Json.doubles(written.path("samples_per_second")));
  }

  @Test
  void manyStepsShareAPointAndKeepTheirExtremes() {
    StepSeries series = steps(100_000);
    JsonNode written = series.write();
    double[] step = Json.doubles(written.path("step"));
    assertTrue(step.length <= StepSeries.MOST_POINTS && step.length > 512, () -> "" + step.length);
    assertEquals(100_000, step[step.length - 1]);
    assertEquals(77, Arrays.stream(Json.doubles(written.path("greatest_loss"))).max().orElse(0));
    assertEquals(-5, Arrays.stream(Json.doubles(written.path("least_loss"))).min().orElse(0));
    assertEquals(1, Json.doubles(written.path("loss"))[step.length / 2], 0.01);
  }

  /** All of loss 1 but two. */
  private static StepSeries steps(int count) {
    StepSeries series = new StepSeries();
    for (int step = 1; step <= count; step++) {
      series.add(step, step == 33_333 ? 77 : step == 44_444 ? -5 : 1, 0.1, 64, 0.001);
    }
    return series;
  }

  @Test
  void whatWasWrittenGoesOn() {
    StepSeries series = steps(5000);
    StepSeries read = StepSeries.read(series.write());
    assertEquals(series.write(), read.write());
    series.add(5001, 0.5, 0.1, 64, 0.001);
    read.add(5001, 0.5, 0.1, 64, 0.001);
    double[] expected = Json.doubles(series.write().path("step"));
    double[] found = Json.doubles(read.write().path("step"));
    assertEquals(expected[expected.length - 1], found[found.length - 1]);
  }

  @Test
  void stepsThatAreTakenAgainAreForgotten() {
    StepSeries series = steps(10);
    series.backTo(4);
    assertArrayEquals(new double[] {1, 2, 3, 4}, Json.doubles(series.write().path("step")));
  }
}
