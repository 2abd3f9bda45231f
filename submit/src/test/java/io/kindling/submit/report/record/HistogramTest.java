package io.kindling.submit.report.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Histograms have round ends and lose no value. */
final class HistogramTest {
  @Test
  void rangesHaveRoundEnds() {
    ObjectNode histogram =
        Histogram.ofNumbers(IntStream.range(0, 1000).mapToDouble(i -> 3.7 + i * 0.0983).toArray());
    assertEquals(5, histogram.path("width").asDouble());
    assertEquals(0, histogram.path("from").asDouble());
    assertEquals(1000, Arrays.stream(Json.doubles(histogram.path("counts"))).sum());
  }

  @Test
  void oneValueIsOneRange() {
    ObjectNode histogram = Histogram.ofNumbers(new double[] {7, 7, 7});
    assertArrayEquals(new double[] {3}, Json.doubles(histogram.path("counts")));
  }

  @Test
  void noValueIsAnEmptyRange() {
    assertArrayEquals(
        new double[] {0}, Json.doubles(Histogram.ofNumbers(new double[0]).path("counts")));
  }

  @Test
  void valuesFarFromZeroThatLieCloseAreToldApart() {
    ObjectNode histogram = Histogram.ofNumbers(new double[] {1e9, 1e9 + 100, 1e9 + 200});
    assertEquals(3, Arrays.stream(Json.doubles(histogram.path("counts"))).sum());
    assertEquals(10, histogram.path("width").asDouble());
  }

  @Test
  void theMostFrequentCategoriesComeFirst() {
    ObjectNode histogram =
        Histogram.ofCategories(List.of("red", "green"), new double[] {1, 0, 1, 1, -1});
    assertEquals("[\"green\",\"red\"]", histogram.path("categories").toString());
    assertEquals("[3,1]", histogram.path("counts").toString());
  }
}
