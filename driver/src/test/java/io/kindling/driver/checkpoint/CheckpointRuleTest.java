package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.checkpoint.CheckpointRule.Unit;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a config file says when checkpoints are written. */
final class CheckpointRuleTest {
  private static CheckpointRule read(Map<String, Object> values) {
    return CheckpointRule.read(Setting.of("run.yaml: training.checkpoint", values));
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(Map.of(), new CheckpointRule(Unit.MINUTES, 10, 2)),
        Arguments.of(Map.of("keep", 5), new CheckpointRule(Unit.MINUTES, 10, 5)),
        Arguments.of(Map.of("every_minutes", 0.5), new CheckpointRule(Unit.MINUTES, 0.5, 2)),
        Arguments.of(Map.of("every_steps", 500, "keep", 3), new CheckpointRule(Unit.STEPS, 500, 3)),
        Arguments.of(Map.of("every_epochs", 2), new CheckpointRule(Unit.EPOCHS, 2, 2)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleIsReadAsItIsDeclared(Map<String, Object> values, CheckpointRule expected) {
    assertEquals(expected, read(values));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(Map.of("every_steps", 0), ": every_steps must be above 0, got 0"),
        Arguments.of(Map.of("every_epochs", 1.5), ": every_epochs must be a whole number, got 1.5"),
        Arguments.of(Map.of("keep", 0), ": keep must be at least 1, got 0"),
        Arguments.of(
            Map.of("every_step", 5),
            ".every_step: found unknown key 'every_step', expected 'every_steps' (nearest), of:"
                + " every_epochs, every_minutes, every_steps, keep"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsPlace(Map<String, Object> values, String message) {
    var error = assertThrows(InvalidInputException.class, () -> read(values));
    assertEquals("run.yaml: training.checkpoint" + message, error.getMessage());
  }

  @Test
  void twoRhythmsAtOnceAreRefused() {
    var error =
        assertThrows(
            InvalidInputException.class, () -> read(Map.of("every_steps", 5, "every_epochs", 1)));
    assertEquals(
        "run.yaml: training.checkpoint: found every_steps and every_epochs, expected one of"
            + " every_steps, every_minutes and every_epochs",
        error.getMessage());
  }
}
