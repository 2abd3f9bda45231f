package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of memory that runs out while a training runs. */
final class MissingMemoryTest {
  @Test
  void theDriversIsTold() {
    String line = FailedException.lineOf(new OutOfMemoryError("Java heap space"));
    assertTrue(line.startsWith("out of memory: the driver needs more than its heap of "), line);
    assertTrue(line.endsWith(" bytes, which --driver-memory enlarges"), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Job aborted due to stage failure: Task 1 in stage 3.0 failed 1 times, most recent failure:"
            + " Lost task 1.0: java.lang.OutOfMemoryError: Java heap space\n\tat x",
        "Job aborted due to stage failure: ExecutorLostFailure (executor 3 exited caused by one of"
            + " the running tasks) Reason: Command exited with code 52",
        "ExecutorLostFailure Reason: Container marked as failed. Exit status: 137"
      })
  void anExecutorsIsTold(String message) {
    String line = FailedException.lineOf(new IllegalStateException(new SparkException(message)));
    assertTrue(line.startsWith("out of memory: a task needs more than there is; "), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void otherFailuresAreNotTakenForIt() {
    assertFalse(MissingMemory.isBehind(new SparkException("Task 52 failed with code 1")));
    assertEquals(
        "IllegalStateException: no; --stacktrace shows where",
        FailedException.lineOf(new RuntimeException(new IllegalStateException("no\nmore"))));
  }
}
