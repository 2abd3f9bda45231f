package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the first task that fails ends the command. */
final class TaskLogTest {
  @ParameterizedTest
  @ValueSource(strings = {"local", "local[1]", "local[*]"})
  void whereAMasterTriesTasksOnceItDoes(String master) {
    assertTrue(TaskLog.failsAtOnce(master));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local[2,4]",
        "local[*,2]",
        "local-cluster[2,1,1024]",
        "spark://host:7077",
        "yarn"
      })
  void whereItTriesThemAgainItDoesNot(String master) {
    assertFalse(TaskLog.failsAtOnce(master));
  }
}
