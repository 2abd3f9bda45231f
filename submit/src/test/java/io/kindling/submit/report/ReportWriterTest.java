package io.kindling.submit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.predictor.row.Labels;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.report.record.RunRecorder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report asks for what it is about to show. */
final class ReportWriterTest {
  private static final EpochDetails ERRORS =
      new EpochDetails(
          Map.of("confusion_matrix", new double[][] {{5, 1}, {2, 4}}),
          List.of(),
          List.of(),
          Map.of(),
          List.of());

  @TempDir private Path folder;
  private long time;
  private ReportFolder report;
  private ReportWriter writer;

  @BeforeEach
  void start() {
    report = new ReportFolder(folder.resolve("run").toString(), new Configuration());
    writer =
        new ReportWriter(new RunRecorder("run", Map.of(), 2, Optional.empty()), report, () -> time);
    writer.on(
        Events.started(
            Optional.of(new DataDetails(List.of(), Labels.UNKNOWN, List.of(6L, 6L), List.of()))));
  }

  private boolean asksForErrors() {
    assertTrue(writer.detailsOfEpoch().containsAll(List.of(Detail.NORMS, Detail.UNITS)));
    return writer.detailsOfEpoch().contains(Detail.ERRORS);
  }

  @Test
  void errorsAreAskedForAsOftenAsPagesAreMade() {
    assertTrue(asksForErrors(), "of the first epoch");
    writer.on(Events.epoch(1, ERRORS));
    assertFalse(asksForErrors());
    time += RefreshPace.LEAST - 1;
    assertFalse(asksForErrors());
    time += TimeUnit.MINUTES.toNanos(1);
    assertTrue(asksForErrors());
    writer.on(Events.epoch(2, Optional.empty()));
    assertTrue(asksForErrors(), "those of the second were not looked at");
  }

  @Test
  void theEndShowsTheErrorsOfTheModel() {
    writer.on(Events.epoch(1, Optional.empty()));
    writer.on(Events.epoch(2, Optional.empty()));
    writer.on(Events.finished(2, 1, TrainingEnd.FINISHED, Optional.of(ERRORS)));
    JsonNode errors = report.read().path("errors");
    assertEquals(1, errors.path("epoch").asInt());
    assertEquals("[[5,1],[2,4]]", errors.path("confusion_matrix").toString());
  }

  @Test
  void errorsThatWereMeasuredStayUntilLaterOnesAre() {
    writer.on(Events.epoch(1, ERRORS));
    writer.on(Events.epoch(2, Optional.empty()));
    writer.on(Events.finished(2, 2, TrainingEnd.SPENT, Optional.empty()));
    assertEquals(1, report.read().path("errors").path("epoch").asInt());
  }
}
