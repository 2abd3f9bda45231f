package io.kindling.submit.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.ComparedRuns;
import io.kindling.submit.report.Records;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of many epochs, those are shown that tell something. */
final class ThinnedEpochsTest {
  private static ObjectNode run(int count) {
    double[][] losses = new double[count][];
    for (int i = 0; i < count; i++) {
      losses[i] = new double[] {1, i == 777 ? 9 : i == 888 ? 0.1 : 1};
    }
    return Records.run(losses);
  }

  private static List<Integer> epochs(JsonNode run) {
    List<Integer> numbers = new ArrayList<>();
    run.path("epochs").forEach(epoch -> numbers.add(epoch.path("epoch").asInt()));
    return numbers;
  }

  @Test
  void fewEpochsAreAllShown() {
    ObjectNode run = run(400);
    assertSame(run, ThinnedEpochs.of(run));
  }

  @Test
  void ofManyTheExtremesAndTheLastAreShownInTheirOrder() {
    ObjectNode run = run(10_000);
    List<Integer> shown = epochs(ThinnedEpochs.of(run));
    assertTrue(shown.size() <= 402, () -> "" + shown.size());
    assertTrue(shown.containsAll(List.of(778, 889, 10_000)), shown::toString);
    assertEquals(shown.stream().sorted().toList(), shown);
    assertEquals(10_000, run.path("epochs").size(), "the record itself");
  }

  @Test
  void soItIsInComparisons() {
    ObjectNode compared = ComparedRuns.of("two", List.of(run(3), run(5000)));
    JsonNode thinned = ThinnedEpochs.of(compared);
    int all =
        epochs(thinned.path("runs").path(0)).size() + epochs(thinned.path("runs").path(1)).size();
    assertTrue(all < 410, () -> "" + all);
    assertEquals("two", thinned.path("name").asText());
  }
}
