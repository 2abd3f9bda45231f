package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's web pages show of a training's jobs. */
final class SparkPagesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  /** Hears of jobs as Spark's pages do. */
  public static final class Jobs extends SparkListener {
    private static final Queue<String> HEARD = new ConcurrentLinkedQueue<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      HEARD.add(
          job.properties().getProperty("spark.jobGroup.id")
              + ": "
              + job.properties().getProperty("spark.job.description"));
    }
  }

  @AfterEach
  void hearNoMore() {
    System.clearProperty("spark.extraListeners");
  }

  @Test
  void eachJobSaysWhatItIsForAndWhereTheReportIs() throws IOException {
    System.setProperty("spark.extraListeners", Jobs.class.getName());
    Outcome trained =
        Outcome.of(
            "train",
            TinyRun.write(folder).toString(),
            "--output",
            folder.resolve("run").toString());
    assertEquals(0, trained.status(), trained::toString);
    String group = "report in %s/run/report.html: ".formatted(folder);
    List<String> jobs =
        Jobs.HEARD.stream().filter(job -> job.startsWith(group)).distinct().toList();
    for (String what : List.of("reading the data", "epoch 1/2, ", "epoch 2/2, ")) {
      assertTrue(jobs.stream().anyMatch(job -> job.startsWith(group + what)), jobs::toString);
    }
  }
}
