package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.schedule.Schedule;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.OnDivergence;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.Catalogue;
import io.kindling.partitioning.source.SourceFormat;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that train nothing to keep. */
final class ExploringCommandsTest {
  @TempDir Path folder;

  @Test
  void compareReportsAndTabulatesEveryVariation() throws IOException {
    Path report = folder.resolve("report");
    Outcome outcome =
        run(
            "compare",
            "--vary",
            "optimizer=sgd,adam,{momentum: {learning_rate: 0.1}}",
            "--output",
            report.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(
        List.of("sgd", "adam", "{momentum: {learning_rate: 0.1}}"),
        outcome.out().stream()
            .filter(line -> line.contains("finished"))
            .map(line -> line.replaceAll(" +finished.*", ""))
            .toList());
    assertEquals("Report in " + report.resolve("report.html"), outcome.lastLine());
    JsonNode record = Json.MAPPER.readTree(Files.readString(report.resolve("report.json")));
    assertEquals("comparison", record.path("kind").asText());
    assertEquals(3, record.path("runs").size());
    JsonNode best = record.path("runs").path(0);
    assertEquals(2, best.path("epochs").size());
    assertTrue(best.path("epochs").path(1).path("validation").path("accuracy").isNumber());
    assertTrue(best.path("steps").path("loss").size() > 4, best::toString);
    assertTrue(
        best.path("result").asDouble() <= record.path("runs").path(2).path("result").asDouble());
    assertTrue(Files.readString(report.resolve("report.html")).contains("optimizer.momentum"));
  }

  @Test
  void severalKeysGiveEveryCombination() throws IOException {
    Outcome outcome =
        run(
            "compare",
            "--vary",
            "optimizer.adam.learning_rate=0.1,0.01",
            "--vary",
            "network.0.dense.units=2,3",
            "--output",
            folder.resolve("report").toString());

    assertEquals(
        List.of("0.1, 2", "0.1, 3", "0.01, 2", "0.01, 3"),
        outcome.out().stream()
            .filter(line -> line.contains("finished"))
            .map(line -> line.replaceAll(" +finished.*", ""))
            .toList());
  }

  @Test
  void aVariationThatIsWrongIsSaidBeforeAnythingIsTrained() throws IOException {
    Path report = folder.resolve("report");
    Outcome outcome =
        run("compare", "--vary", "optimizer=adam,adem", "--output", report.toString());

    assertEquals(2, outcome.status());
    assertTrue(outcome.err().get(0).contains("unknown optimizer 'adem'"), outcome::toString);
    assertFalse(Files.exists(report));
  }

  @Test
  void dataCannotBeVaried() throws IOException {
    Outcome outcome = run("compare", "--vary", "data.missing=error,mean");

    assertEquals(2, outcome.status());
    assertEquals(
        List.of(
            "kindling: --vary: found different data, expected the same for all, since they share"
                + " each pass over it"),
        outcome.err());
  }

  @Test
  void findRateReportsAndSuggestsARate() throws IOException {
    Path report = folder.resolve("report");
    Outcome outcome = run("find-rate", "--steps", "20", "--output", report.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.lastLine().startsWith("A rate to start from: "), outcome::toString);
    assertTrue(outcome.lastLine().endsWith("Report in " + report.resolve("report.html")));
    JsonNode record = Json.MAPPER.readTree(Files.readString(report.resolve("report.json")));
    assertTrue(record.path("learning_rate").size() > 5, record::toString);
    assertTrue(Files.readString(report.resolve("report.html")).contains("A rate to start from: "));
  }

  @Test
  void aLossThatIsNeverFiniteIsSaidAndNothingReported() throws IOException {
    Path report = folder.resolve("report");
    Outcome outcome =
        run(
            "find-rate",
            "--set",
            "network=[{dense: {units: 2, initializer: {constant: {value: 3e38}}}}]",
            "--output",
            report.toString());

    assertEquals(
        new Outcome(
            1,
            List.of(),
            List.of(
                "kindling: the loss of the first step is not finite at any rate; scaled features"
                    + " may help")),
        outcome);
    assertFalse(Files.exists(report));
  }

  @Test
  void ratesInTheWrongOrderAreRefused() throws IOException {
    Outcome outcome = run("find-rate", "--from", "1", "--to", "0.1");

    assertEquals(2, outcome.status());
    assertEquals(
        List.of("kindling: --from, --to, --steps: The last rate must be above 1, got 0.1"),
        outcome.err());
  }

  @Test
  void inspectShowsEveryLayerWithItsShapeAndParameters() throws IOException {
    List<String> out = run("inspect").out();

    assertEquals(
        List.of(
            "layer  kind   output  parameters  FLOPs/row  bytes/row",
            "input         2                                      8",
            "0      dense  4               12         20         32",
            "1      tanh   4                0          4         32",
            "2      dense  2               10         18         16",
            "total                         22         42         88"),
        out.subList(0, 6));
  }

  @Test
  void theCatalogueNamesEverything() {
    Outcome outcome = Outcome.of("catalogue");
    Set<String> words = new TreeSet<>();
    outcome.out().forEach(line -> words.add(line.strip().replaceAll(" .*", "")));

    assertEquals(0, outcome.status());
    List<Catalogue<?>> catalogues =
        List.of(
            ColumnKind.CATALOGUE,
            LayerCatalogue.LAYERS,
            Initializer.CATALOGUE,
            Loss.CATALOGUE,
            Optimizer.CATALOGUE,
            Schedule.CATALOGUE,
            Clipping.CATALOGUE,
            SyncPolicy.CATALOGUE,
            OnDivergence.CATALOGUE,
            InnerState.CATALOGUE,
            Metric.CATALOGUE);
    assertTrue(
        words.containsAll(SourceFormats.all().stream().map(SourceFormat::name).toList()),
        words::toString);
    for (Catalogue<?> catalogue : catalogues) {
      assertTrue(words.containsAll(catalogue.names()), () -> catalogue.names().toString());
    }
  }

  private Outcome run(String command, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(command, TinyRun.write(folder).toString(), "--master", "local[2]"));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
