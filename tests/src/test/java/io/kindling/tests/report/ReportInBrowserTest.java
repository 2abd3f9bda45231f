package io.kindling.tests.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.exploration.RateFinder;
import io.kindling.submit.config.ConfigFile;
import io.kindling.submit.config.ConfigSource;
import io.kindling.submit.report.ComparedRuns;
import io.kindling.submit.report.page.ReportPage;
import io.kindling.submit.report.record.RateRecord;
import io.kindling.submit.report.record.StepSeries;
import io.kindling.tests.Project;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports draw what they have, quickly, and without an error of a script. */
final class ReportInBrowserTest {
  private static final Path SAMPLES = Project.sampleData();
  private static final Path EXAMPLES = SAMPLES.resolveSibling("examples");
  private static final double MOST_MILLISECONDS = 1000;
  private static final int MOST_BYTES = 2_000_000;

  /** Others may be at work on the machine: the page is drawn again until it had the cores. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static Chromium browser;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    Optional<Chromium> found = Chromium.find();
    assumeTrue(found.isPresent(), "no Chromium is installed to look at reports with");
    browser = found.orElseThrow();
    context = Contexts.start("local[2]");
  }

  @AfterAll
  static void stop() {
    if (context != null) {
      context.close();
    }
  }

  /** One training for all that a report can draw of classes and images. */
  @Test
  void aReportIsSoundInAWindowOnAPhoneAndWithTenThousandSteps()
      throws IOException, InterruptedException {
    Path report = TrainedReport.of(context, SAMPLES.resolve("digits.yaml"), 3, folder.resolve("a"));
    SeenPage.of(browser, report, folder, "--window-size=500,900").assertSound("a narrow window");

    ObjectNode record =
        (ObjectNode) new ObjectMapper().readTree(folder.resolve("a/report.json").toFile());
    SeenPage page = assertQuick(longTraining(record.deepCopy()));
    List<String> expected =
        List.of(
            "loss",
            "metric accuracy",
            "rate",
            "calibration",
            "roc",
            "throughput",
            "weights",
            "gradients",
            "silent");
    assertTrue(page.charts().containsAll(expected), () -> page.charts().toString());
    Path compared = folder.resolve("compared.html");
    ObjectNode other = record.deepCopy();
    Files.writeString(
        compared, new ReportPage().of(ComparedRuns.of("two", List.of(record, other))));
    SeenPage.of(browser, compared, folder, "--window-size=1200,900").assertSound("compared");
  }

  @Test
  void aPageLoadsItselfAgainWhileItsTrainingRunsAndIsStillWhenThatIsDone()
      throws IOException, InterruptedException {
    TrainedReport.of(context, SAMPLES.resolve("digits.yaml"), 1, folder.resolve("still"));
    ObjectNode record =
        (ObjectNode) new ObjectMapper().readTree(folder.resolve("still/report.json").toFile());
    assertEquals(1, loads(record));
    record.put("state", "running").put("updated", Instant.now().toString());
    long loads = loads(record);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (loads == 1 && System.nanoTime() < end) { // on a busy machine the browser's time runs out
      loads = loads(record.put("updated", Instant.now().toString()));
    }
    assertTrue(loads > 1, "loaded " + loads);
  }

  /** How often the page of a record loads itself in some seconds of the browser's own time. */
  private static long loads(ObjectNode record) throws IOException, InterruptedException {
    String counter =
        "<script>sessionStorage.loads = 1 + Number(sessionStorage.loads || 0);"
            + "document.documentElement.dataset.loads = sessionStorage.loads</script>";
    Path page = folder.resolve("moving.html");
    Files.writeString(
        page, new ReportPage().of(record).replaceFirst("<title>", counter + "<title>"));
    String seen = browser.load(page, folder, "--virtual-time-budget=15000");
    Matcher loads = Pattern.compile("data-loads=\"(\\d+)\"").matcher(seen);
    assertTrue(loads.find(), "the page was not seen");
    return Long.parseLong(loads.group(1));
  }

  @Test
  void aSearchForALearningRateIsSoundInAWindowAndNarrowAndDark()
      throws IOException, InterruptedException {
    List<RateFinder.Point> points = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double rate = 1e-6 * Math.pow(1.15, i);
      points.add(new RateFinder.Point(rate, 2.3 - Math.log1p(1e3 * rate) + rate * rate));
    }
    ConfigFile digits = ConfigFile.of(SAMPLES.resolve("digits.yaml").toString());
    Object config = ConfigSource.read(digits, Map.of()).write();
    Path rates = folder.resolve("rates.html");
    Files.writeString(rates, new ReportPage().of(RateRecord.of("digits", config, points)));
    SeenPage page = SeenPage.of(browser, rates, folder, "--window-size=1200,900");
    page.assertSound("a search for a learning rate");
    assertEquals(List.of("range"), page.charts());
    SeenPage.of(
            browser,
            rates,
            folder,
            "--window-size=500,900",
            "--blink-settings=preferredColorScheme=0")
        .assertSound("a search for a learning rate, narrow and dark");
  }

  @Test
  void anExplanationIsSoundInAWindowAndNarrowAndDark() throws IOException, InterruptedException {
    Path images = folder.resolve("images.html");
    Files.writeString(images, new ReportPage().of(ExplainedModel.ofImages(context)));
    SeenPage page = SeenPage.of(browser, images, folder, "--window-size=1200,900");
    page.assertSound("an explanation of images");
    assertTrue(page.charts().contains("path"), () -> page.charts().toString());
    Path vectors = folder.resolve("vectors.html");
    Files.writeString(vectors, new ReportPage().of(ExplainedModel.ofVectors(context)));
    SeenPage narrow =
        SeenPage.of(
            browser,
            vectors,
            folder,
            "--window-size=500,900",
            "--blink-settings=preferredColorScheme=0");
    narrow.assertSound("an explanation of vectors, narrow and dark");
    assertTrue(narrow.charts().contains("positions"), () -> narrow.charts().toString());
  }

  /** The same as if it had gone on for 10,000 steps and 160 epochs. */
  private static ObjectNode longTraining(ObjectNode record) {
    StepSeries steps = new StepSeries();
    for (int step = 1; step <= 10_000; step++) {
      steps.add(step, 2.3 * Math.exp(-step / 2e3) + step % 7 * 1e-3, 1e-3, 64, 1e-3);
    }
    record.set("steps", steps.write());
    ArrayNode epochs = record.withArray("epochs");
    for (int epoch = epochs.size() + 1; epoch <= 160; epoch++) {
      ObjectNode next = epochs.path(epoch % 3).deepCopy();
      epochs.add(next.put("epoch", epoch).put("step", epoch * 63));
    }
    return record;
  }

  private static SeenPage assertQuick(ObjectNode record) throws IOException, InterruptedException {
    Path page = folder.resolve("long.html");
    Files.writeString(page, new ReportPage().of(record));
    assertTrue(Files.size(page) <= MOST_BYTES, () -> "it takes " + page.toFile().length());
    SeenPage seen = SeenPage.of(browser, page, folder, "--window-size=1200,900");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (seen.milliseconds() > MOST_MILLISECONDS && System.nanoTime() < end) {
      seen = SeenPage.of(browser, page, folder, "--window-size=1200,900");
    }
    seen.assertSound("10,000 steps");
    double took = seen.milliseconds();
    assertTrue(took <= MOST_MILLISECONDS, () -> "it took " + took + " ms to draw");
    return seen;
  }

  static Stream<Path> configs() throws IOException {
    try (Stream<Path> samples = Files.list(SAMPLES);
        Stream<Path> examples = Files.list(EXAMPLES)) {
      return Stream.concat(samples, examples)
          .filter(path -> path.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("configs")
  void theReportOfEveryExampleIsSound(Path config) throws IOException, InterruptedException {
    Path output = folder.resolve(config.getFileName() + "-report");
    Path report = TrainedReport.of(context, config, 4, output);
    SeenPage.of(browser, report, folder, "--window-size=1200,900").assertSound(config.toString());
    SeenPage.of(
            browser,
            report,
            folder,
            "--window-size=500,900",
            "--blink-settings=preferredColorScheme=0")
        .assertSound(config + ", narrow and dark");
  }
}
