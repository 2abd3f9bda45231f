package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What the command line sets where the user sets nothing. */
final class SparkDefaultsTest {
  private static String failures(SparkConf conf) {
    SparkDefaults.applyTo(conf.setMaster("local[2]"));
    return conf.get("spark.task.maxFailures");
  }

  @Test
  void aTaskMayFailOftenEnoughToComeToAnotherExecutor() {
    assertEquals("8", failures(new SparkConf(false)));
  }

  @Test
  void howOftenATaskMayFailIsTheUsersToSay() {
    assertEquals("4", failures(new SparkConf(false).set("spark.task.maxFailures", "4")));
  }
}
