package io.kindling.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.aggregation.StepSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.apache.spark.SparkConf;

/** What all benchmarks need. */
final class Benchmarks {
  private Benchmarks() {}

  /** Settings of a Spark that stays on this machine, with those that make steps fast. */
  static SparkConf conf(String master) {
    return StepSettings.applyTo(
        new SparkConf()
            .setAppName("benchmark")
            .setMaster(master)
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  /** Prints a line of JSON. */
  static void print(Map<String, Object> line) throws IOException {
    System.out.println(new ObjectMapper().writeValueAsString(line));
  }

  /** Deletes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
