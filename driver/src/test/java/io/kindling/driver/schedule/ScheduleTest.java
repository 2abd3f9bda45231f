package io.kindling.driver.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScheduleTest {
  /** The shortest declaration of each schedule, and what it means. */
  static Stream<Arguments> defaults() {
    return Stream.of(
        arguments(0.01, new Constant(0.01)),
        arguments(Map.of("step", Map.of("initial", 0.1, "every", 10)), new Step(0.1, 10, 0.1)),
        arguments(
            Map.of("exponential", Map.of("initial", 0.1, "factor", 0.9)),
            new Exponential(0.1, 0.9)),
        arguments(
            Map.of("inverse_time", Map.of("initial", 0.1, "decay", 0.01)),
            new InverseTime(0.1, 0.01)),
        arguments(Map.of("polynomial", Map.of("initial", 0.1)), new Polynomial(0.1, 0, 1, 0)),
        arguments(Map.of("cosine", Map.of("initial", 0.1)), new Cosine(0.1, 0, 0, 0)),
        arguments(
            Map.of("warmup", Map.of("steps", 5, "then", 0.1)),
            new Warmup(5, new Constant(0.1), 0.1)),
        arguments(Map.of("one_cycle", Map.of("max", 0.1)), new OneCycle(0.1, 0, 0.3, 25, 1e4)),
        arguments(
            Map.of("reduce_on_plateau", Map.of("initial", 0.1)),
            new ReduceOnPlateau(0.1, 0.1, 10, 1e-4, 0)));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void whatIsLeftOutHasItsDefault(Object declared, Schedule schedule) {
    assertEquals(schedule, read(declared));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void whatIsWrittenReadsAsTheSame(Object declared, Schedule schedule) {
    assertEquals(schedule, read(Schedule.CATALOGUE.write(schedule)));
  }

  @Test
  void theDefaultsOfEveryScheduleArePinned() {
    assertEquals(
        List.copyOf(Schedule.CATALOGUE.names()),
        defaults().map(row -> Schedule.CATALOGUE.nameOf((Schedule) row.get()[1])).toList());
  }

  @Test
  void inJavaTheShortFormsHaveTheDefaultsOfTheConfigFile() {
    assertEquals(read(Map.of("cosine", Map.of("initial", 0.1))), new Cosine(0.1));
    assertEquals(read(Map.of("one_cycle", Map.of("max", 0.1))), new OneCycle(0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          constant     | {value: -1}                                | Learning rate must be above 0, got -1
          step         | {initial: 0.1, every: 0}                   | Step schedule every must be at least 1, got 0
          step         | {initial: 0.1, every: 5, factor: 1}        | Step schedule factor must be above 0 and below 1, got 1
          exponential  | {initial: 0.1, factor: 1.5}                | Exponential schedule factor must be above 0 and below 1, got 1.5
          inverse_time | {initial: 0.1, decay: 0}                   | Inverse time schedule decay must be above 0, got 0
          polynomial   | {initial: 0.1, steps: -1}                  | Polynomial schedule steps must be at least 0, got -1
          polynomial   | {initial: 0.1, power: 0}                   | Polynomial schedule power must be above 0, got 0
          cosine       | {initial: 0.1, minimum: 0.2}               | Cosine schedule minimum must be at least 0 and below 0.1, got 0.2
          cosine       | {initial: 0.1, restarts: -1}               | Cosine schedule restarts must be at least 0, got -1
          warmup       | {steps: 0, then: 0.1}                      | Warmup steps must be at least 1, got 0
          warmup       | {steps: 5, then: 0.1, start_factor: 0}     | Warmup start_factor must be above 0 and at most 1, got 0.0
          one_cycle    | {max: 0.1, rise: 1}                        | One cycle schedule rise must be above 0 and below 1, got 1
          one_cycle    | {max: 0.1, start_divisor: 0.5}             | One cycle schedule start_divisor must be at least 1, got 0.5
          reduce_on_plateau | {initial: 0.1, patience: -1}          | Plateau schedule patience must be at least 0, got -1
          reduce_on_plateau | {initial: 0.1, factor: 2}             | Plateau schedule factor must be above 0 and below 1, got 2
          """)
  void aBadArgumentIsNamedWithItsPlace(String name, String arguments, String error) {
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> read(Map.of(name, parse(arguments))));
    assertEquals("rate.%s: %s".formatted(name, error), thrown.getMessage());
  }

  /** Schedules of ten steps, which a training of eleven outlasts. */
  static Stream<Schedule> ending() {
    return Stream.of(
        new Cosine(0.1, 10, 0, 0),
        new Polynomial(0.1, 10, 1, 0),
        new OneCycle(0.1, 10, 0.3, 25, 2));
  }

  @ParameterizedTest
  @MethodSource("ending")
  void aScheduleShorterThanTheTrainingIsRefused(Schedule schedule) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> schedule.over(11)).getMessage();
    assertEquals(
        "schedule steps must be at least those of the training, 11, got 10; left out, they are as"
            + " many",
        String.valueOf(message).replaceAll("^.*?schedule", "schedule"));
  }

  @Test
  void aWarmupAsLongAsTheTrainingIsRefused() {
    assertEquals(
        "Warmup steps must be fewer than those of the training, 10, got 10",
        assertThrows(
                IllegalArgumentException.class, () -> new Warmup(10, new Constant(1), 0.1).over(10))
            .getMessage());
  }

  @Test
  void anOpenScheduleGetsTheLengthOfTheTraining() {
    assertEquals(new Cosine(0.1, 300, 0, 0), new Cosine(0.1).over(300));
    assertEquals(
        new Warmup(20, new Cosine(0.1, 280, 0, 0), 0.1),
        new Warmup(20, new Cosine(0.1), 0.1).over(300));
  }

  @Test
  void restartsBeginAtTheFirstRateAgain() {
    Schedule schedule = new Cosine(0.1, 100, 0.01, 3);
    for (int start : List.of(0, 25, 50, 75)) {
      assertEquals(0.1, schedule.rate(start, List.of()), 1e-12);
    }
    assertEquals(0.01, schedule.rate(100, List.of()), 1e-12);
  }

  @Test
  void aWarmupRisesToWhereTheOtherScheduleStarts() {
    Schedule schedule = new Warmup(4, new Step(0.2, 3, 0.5), 0.5);
    List<Double> rates = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      rates.add(schedule.rate(step, List.of()));
    }
    assertEquals(List.of(0.1, 0.125, 0.15, 0.175, 0.2, 0.2, 0.2, 0.1), round(rates));
  }

  @Test
  void inverseTimeIsHalfAfterOneOverDecaySteps() {
    assertEquals(0.05, new InverseTime(0.1, 0.01).rate(100, List.of()), 1e-15);
  }

  @Test
  void aPlateauOfMoreThanPatienceEpochsReducesTheRate() {
    Schedule schedule = new ReduceOnPlateau(1, 0.5, 1, 0.1, 0.2);
    List<Double> losses = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (double loss : new double[] {1, 0.95, 0.8, 0.79, 0.78, 0.77, 0.76, 0.75, 0.745}) {
      losses.add(loss);
      rates.add(schedule.rate(0, losses));
    }
    assertEquals(List.of(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.2), round(rates));
  }

  private static List<Double> round(List<Double> values) {
    return values.stream().map(value -> Math.round(value * 1e9) / 1e9).toList();
  }

  private static Schedule read(Object declared) {
    return Schedule.CATALOGUE.read(Setting.of("rate", declared));
  }

  private static Map<String, Object> parse(String arguments) {
    Map<String, Object> parsed = new LinkedHashMap<>();
    for (String argument : arguments.replaceAll("[{} ]", "").split(",", -1)) {
      String[] parts = argument.split(":", -1);
      parsed.put(parts[0], Double.valueOf(parts[1]));
    }
    return parsed;
  }
}
