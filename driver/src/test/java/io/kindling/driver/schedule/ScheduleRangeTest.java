package io.kindling.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rate of every schedule is a number that an optimizer can take, for trainings of any length.
 */
final class ScheduleRangeTest {
  private static final double LARGE = Double.MAX_VALUE;
  private static final double SMALL = Double.MIN_VALUE;
  private static final List<Integer> LENGTHS =
      List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 100, 1000, Integer.MAX_VALUE);
  private static final List<List<Double>> LOSSES =
      List.of(
          List.of(),
          List.of(1.0, 0.5, 0.5, 0.5, 0.5),
          List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, 0.0, LARGE, SMALL));

  static Stream<Schedule> schedules() {
    List<Schedule> all = new ArrayList<>();
    for (double rate : new double[] {SMALL, 1e-3, 1, LARGE}) {
      all.add(new Constant(rate));
      all.add(new InverseTime(rate, 0.1));
      all.add(new InverseTime(rate, LARGE));
      for (double share : new double[] {SMALL, 0.1, 0.3, 0.5, Math.nextDown(1.0)}) {
        all.add(new Step(rate, 1, share));
        all.add(new Step(rate, Integer.MAX_VALUE, share));
        all.add(new Exponential(rate, share));
        all.add(new OneCycle(rate, 0, share, 25, 1e4));
        all.add(new OneCycle(rate, 0, share, 1, 1));
        all.add(new OneCycle(rate, 0, share, LARGE, LARGE));
        all.add(new ReduceOnPlateau(rate, share, 0, 0, 0));
      }
      for (double power : new double[] {SMALL, 1, 2, LARGE}) {
        all.add(new Polynomial(rate, 0, power, 0));
        all.add(new Polynomial(rate, 0, power, rate / 3));
      }
      for (int restarts : new int[] {0, 1, 2, 3, 10, Integer.MAX_VALUE}) {
        all.add(new Cosine(rate, 0, 0, restarts));
        all.add(new Cosine(rate, 0, rate / 3, restarts));
      }
      all.add(new Warmup(1, new Constant(rate), SMALL));
      all.add(new Warmup(2, new OneCycle(rate), 1));
      all.add(new Warmup(1, new Cosine(rate), 0.1));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyRateIsFiniteAndNotNegative(Schedule declared) {
    for (int length : LENGTHS) {
      if (declared instanceof Warmup warmup && warmup.steps() >= length) {
        continue; // refused
      }
      Schedule schedule = declared.over(length);
      for (long step : steps(length)) {
        for (List<Double> losses : LOSSES) {
          double rate = schedule.rate(step, losses);
          assertTrue(rate >= 0 && rate <= LARGE, () -> schedule + " at " + step + ": " + rate);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void withoutALengthEveryRateIsFiniteAndNotNegative(Schedule schedule) {
    for (long step : steps(10)) {
      double rate = schedule.rate(step, List.of());
      assertTrue(rate >= 0 && rate <= LARGE, () -> schedule + " at " + step + ": " + rate);
    }
  }

  private static List<Long> steps(int length) {
    List<Long> steps = new ArrayList<>();
    IntStream.range(0, Math.min(length, 20)).forEach(step -> steps.add((long) step));
    steps.addAll(List.of(length / 2L, length - 1L, (long) length, length + 1L));
    return steps;
  }

  @Test
  void everyScheduleOfTheCatalogueIsTried() {
    Set<String> tried =
        schedules().map(Schedule.CATALOGUE::nameOf).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(Schedule.CATALOGUE.names()), tried);
  }

  @Test
  void aCycleTooShortToRiseInStartsAtItsMaximum() {
    assertEquals(List.of(0.5), rates(new OneCycle(0.5).over(1), 1));
    assertEquals(List.of(0.5, 0.25), rates(new OneCycle(0.5, 2, 0.5, 1, 2), 2));
    assertEquals(List.of(0.5, 0.375, 0.25), rates(new OneCycle(0.5, 3, 0.3, 1, 2), 3));
  }

  @Test
  void aCycleWithoutALengthStaysAtItsFirstRate() {
    assertEquals(List.of(0.02, 0.02), rates(new OneCycle(0.5), 2));
  }

  @Test
  void moreRestartsThanStepsLeaveTheRateWhereItStarts() {
    assertEquals(List.of(0.5, 0.5, 0.5), rates(new Cosine(0.5, 3, 0, 2), 3));
  }

  @Test
  void aTrainingOfMoreStepsThanASchedulesLengthCanTellIsRefused() {
    assertEquals(
        "Cosine schedule steps must be at most 2147483647, but the training has 2147483648",
        assertThrows(IllegalArgumentException.class, () -> new Cosine(0.1).over(1L << 31))
            .getMessage());
  }

  private static List<Double> rates(Schedule schedule, int count) {
    return IntStream.range(0, count)
        .mapToObj(step -> Math.round(schedule.rate(step, List.of()) * 1e9) / 1e9)
        .toList();
  }
}
