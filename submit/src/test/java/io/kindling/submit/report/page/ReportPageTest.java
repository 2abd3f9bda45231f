package io.kindling.submit.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.ComparedRuns;
import io.kindling.submit.report.Records;
import io.kindling.submit.report.record.Json;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages can be read without JavaScript, need no other file, and take what any record holds. */
final class ReportPageTest {
  private static final ReportPage PAGE = new ReportPage();
  private static final double[][] LOSSES = {{0.9, 0.8}, {0.5, 0.5}, {0.3, 0.6}};

  /** What stands on a page for those without JavaScript. */
  private static String text(String page) {
    return page.replaceAll("(?s)<(script|style).*?</\\1>|<!--.*?-->", "")
        .replaceAll("<[^>]+>", " ")
        .replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @CsvSource({
    "Etc/UTC, 'As of 2 January 2026, 03:04:05 UTC.'",
    "UTC, 'As of 2 January 2026, 03:04:05 UTC.'",
    "Europe/Berlin, 'As of 2 January 2026, 04:04:05 Europe/Berlin.'",
    "GMT+01:00, 'As of 2 January 2026, 04:04:05 GMT+01:00.'"
  })
  void aPageTellsWhenItWasMadeByTheUsualNameOfTheZone(String zone, String made) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      String page = PAGE.of(Records.run(LOSSES).put("updated", "2026-01-02T03:04:05Z"));
      assertTrue(text(page).contains(made), () -> text(page));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void theOutcomeIsInTheTextOfThePage() {
    String text = text(PAGE.of(Records.run(LOSSES)));
    assertTrue(
        text.contains(
            "the best epoch was 2 of 3, with validation accuracy 0.5000; the model is that of epoch"
                + " 3."),
        text);
    assertTrue(text.contains("2 best 0.5000 0.5000 0.5000 0.1 512 1.25"), text);
  }

  @Test
  void whatHappenedOnTheClusterIsInTheTextOfThePage() {
    ObjectNode run = Records.run(LOSSES);
    assertFalse(text(PAGE.of(run)).contains("On the cluster"));
    run.putArray("events").addObject().put("time", "noon").put("what", "executor 3 went: <b>");
    String text = text(PAGE.of(run));
    assertTrue(text.contains("noon executor 3 went: &lt;b&gt;"), text);
  }

  @Test
  void confusedClassesAreInTheTextOfThePage() {
    ObjectNode run = Records.run(LOSSES);
    run.putObject("data").set("classes", Json.texts(List.of("cat", "dog")));
    ObjectNode errors = run.putObject("errors").put("epoch", 3);
    errors.set("confusion_matrix", Json.matrix(new double[][] {{40, 10}, {5, 45}}));
    String text = text(PAGE.of(run));
    assertTrue(text.contains("cat 40 10 80.0 %"), text);
    assertTrue(text.contains("true taken for rows of the class cat dog 10 20.0 % dog cat 5"), text);
  }

  @Test
  void rowsOfOneClassHaveNoRocCurve() {
    ObjectNode run = Records.run(LOSSES);
    ObjectNode errors = run.putObject("errors").put("epoch", 3);
    double[] none = {Double.NaN, Double.NaN};
    errors.set("roc_curve", Json.matrix(new double[][] {none, {0, 1}}));
    assertFalse(PAGE.of(run).contains("data-chart=\"roc\""));
    errors.set("roc_curve", Json.matrix(new double[][] {{0, 1}, {0, 1}}));
    assertTrue(PAGE.of(run).contains("data-chart=\"roc\""));
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String page = PAGE.of(Records.run(LOSSES));
    Matcher loads = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
    while (loads.find()) {
      assertTrue(loads.group(1).matches("#.*|data:,"), loads.group());
    }
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void theLicenceOfTheChartsIsInThePage() {
    String page = PAGE.of(Records.run(LOSSES));
    assertTrue(page.contains("The MIT License (MIT)"));
    assertTrue(text(page).contains("Charts by uPlot 1.6.30, © Leon Sorokin, MIT licence"));
  }

  @Test
  void namesOfUsersDataAreTextAndNothingElse() {
    String hostile = "</script><script>alert(1)</script><!--";
    ObjectNode run = Records.run(LOSSES).put("name", hostile);
    run.putObject("data").set("classes", Json.texts(List.of(hostile)));
    run.withObject("data").putArray("class_counts").add(7);
    run.putObject("config").put("file", hostile).putArray("text").add(hostile);
    String page = PAGE.of(run);
    assertFalse(page.contains("<script>alert"));
    assertEquals(3, page.split("</script>", -1).length - 1);
    assertTrue(page.contains("<h1>&lt;/script&gt;"));
  }

  @Test
  void onlyAPageOfATrainingUnderWayLoadsItselfAgain() {
    ObjectNode run = Records.run(LOSSES);
    assertFalse(PAGE.of(run).contains("http-equiv=\"refresh\""));
    assertTrue(PAGE.of(run.put("state", "running")).contains("http-equiv=\"refresh\""));
  }

  @Test
  void aRecordOfNothingIsAPage() {
    ObjectNode empty = Json.object().put("format", 1).put("kind", "run");
    assertTrue(PAGE.of(empty).contains("</html>"));
  }

  @Test
  void aTrainingOfTenThousandEpochsFitsIntoTwoMegabytes() {
    double[][] losses = new double[10_000][];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = new double[] {1.0 / (i + 3), 1.0 / (i + 2)};
    }
    int bytes = PAGE.of(Records.run(losses)).length();
    assertTrue(bytes < 2_000_000, () -> bytes + " bytes");
  }

  @Test
  void trainingsComparedAreSortedByResultAndShowWhatDiffers() {
    ObjectNode worse = Records.run(LOSSES).put("label", "wide");
    worse.putObject("settings").put("seed", "1").put("network.0.dense.units", "256");
    ObjectNode better = Records.run(new double[][] {{0.4, 0.3}}).put("label", "narrow");
    better.putObject("settings").put("seed", "1").put("network.0.dense.units", "16");
    ObjectNode compared = ComparedRuns.of("two", List.of(worse, better));
    ArrayNode runs = (ArrayNode) compared.path("runs");
    assertEquals("narrow", runs.path(0).path("label").asText());
    String text = text(PAGE.of(compared));
    assertTrue(text.contains("narrow is the best by validation loss: 0.3000."), text);
    assertTrue(text.contains("setting narrow wide network.0.dense.units 16 256"), text);
    assertFalse(text.contains("seed"), text);
  }

  @Test
  void aTrainingWithoutAResultComesLast() {
    ObjectNode none = Records.run().put("label", "none");
    ObjectNode some = Records.run(LOSSES).put("label", "some");
    assertEquals(
        "some",
        ComparedRuns.of("two", List.of(none, some)).path("runs").path(0).path("label").asText());
  }
}
