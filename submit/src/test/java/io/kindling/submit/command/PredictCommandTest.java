package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.output.PredictionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions that are given up while tasks write them. */
final class PredictCommandTest {
  private static final int ROWS = 200;
  private static final int ROW_MILLIS = 10;

  /** A task has opened its file and comes to its first row. */
  private static final CountDownLatch WRITTEN = new CountDownLatch(1);

  @TempDir private Path folder;

  @Test
  void whatIsGivenUpDoesNotComeBack() throws IOException, InterruptedException {
    Path output = folder.resolve("predictions");
    PredictionFolder target = PredictionFolder.at(output.toString(), new Configuration());
    JavaSparkContext context = context();
    Thread writing = new Thread(() -> write(context, target));
    writing.setUncaughtExceptionHandler((thread, error) -> {}); // its job is cancelled
    writing.start();
    WRITTEN.await();
    assertEquals("no predictions are left", PredictCommand.giveUp(context, target));
    writing.join();
    for (int i = 0; i < ROWS * ROW_MILLIS; i += ROW_MILLIS) {
      assertTrue(Files.notExists(output), "it came back");
      Thread.sleep(ROW_MILLIS);
    }
  }

  /** Eight tasks on two cores, a quarter of a second each. */
  private static void write(JavaSparkContext context, PredictionFolder target) {
    context
        .parallelize(Collections.nCopies(ROWS, "0.5"), 8)
        .map(
            row -> {
              WRITTEN.countDown();
              Thread.sleep(ROW_MILLIS);
              return row;
            })
        .saveAsTextFile(target.path());
  }

  private static JavaSparkContext context() {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));
  }
}
