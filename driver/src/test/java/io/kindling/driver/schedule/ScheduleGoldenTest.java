package io.kindling.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.fixture.Goldens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates that PyTorch uses at the first steps. */
final class ScheduleGoldenTest {
  private static final JsonNode RATES = Goldens.read("schedules.json").get("learning_rate_at_step");

  private static final Map<String, Schedule> SCHEDULES =
      Map.of(
          "step(initial=0.1,every=10,factor=0.5)", new Step(0.1, 10, 0.5),
          "exponential(initial=0.1,factor=0.95)", new Exponential(0.1, 0.95),
          "cosine(initial=0.1,steps=50,minimum=0.001)", new Cosine(0.1, 50, 0.001, 0),
          "polynomial(initial=0.1,steps=50,power=2)", new Polynomial(0.1, 50, 2, 0),
          "linear_warmup(initial=0.1,steps=10,start_factor=0.1)",
              new Warmup(10, new Constant(0.1), 0.1),
          "one_cycle(max=0.1,steps=50)", new OneCycle(0.1));

  static Stream<String> keys() {
    return SCHEDULES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void ratesAreThoseOfPyTorch(String key) {
    double[] expected = Goldens.doubles(RATES.get(key));
    Schedule schedule = SCHEDULES.getOrDefault(key, new Constant(1)).over(expected.length);
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], schedule.rate(step, List.of()), 1e-12, key + " at step " + step);
    }
  }

  @Test
  void everyGoldenScheduleIsCompared() {
    Set<String> golden = new TreeSet<>();
    RATES.fieldNames().forEachRemaining(golden::add);
    assertEquals(golden, new TreeSet<>(SCHEDULES.keySet()));
  }
}
