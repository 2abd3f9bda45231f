package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.kindling.partitioning.column.ColumnKind;
import io.kindling.partitioning.source.SourceFormat;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
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
  void compareDrawsAndTabulatesEveryVariation() throws IOException {
    Path picture = folder.resolve("picture.svg");
    Outcome outcome =
        run(
            "compare",
            "--vary",
            "optimizer=sgd,adam,{momentum: {learning_rate: 0.1}}",
            "--output",
            picture.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(
        List.of("sgd", "adam", "{momentum: {learning_rate: 0.1}}"),
        outcome.out().stream()
            .filter(line -> line.contains("finished"))
            .map(line -> line.replaceAll(" +finished.*", ""))
            .toList());
    assertTrue(Files.readString(picture).contains("<svg"));
  }

  @Test
  void picturesGoIntoAFolderUnderTheirUsualNames() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Outcome compared =
        run("compare", "--vary", "network.0.dense.units=2,3", "--output", pictures.toString());
    Outcome found = run("find-rate", "--steps", "5", "--output", pictures.toString());

    assertEquals(
        List.of("Picture in " + pictures.resolve("comparison.svg"), 0),
        List.of(compared.lastLine(), compared.status()));
    assertTrue(found.lastLine().endsWith("Picture in " + pictures.resolve("find-rate.svg")));
    assertTrue(Files.readString(pictures.resolve("find-rate.svg")).contains("<svg"));
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
            folder.resolve("picture.svg").toString());

    assertEquals(
        List.of("0.1, 2", "0.1, 3", "0.01, 2", "0.01, 3"),
        outcome.out().stream()
            .filter(line -> line.contains("finished"))
            .map(line -> line.replaceAll(" +finished.*", ""))
            .toList());
  }

  @Test
  void aVariationThatIsWrongIsSaidBeforeAnythingIsDrawn() throws IOException {
    Path picture = folder.resolve("picture.svg");
    Outcome outcome =
        run("compare", "--vary", "optimizer=adam,adem", "--output", picture.toString());

    assertEquals(2, outcome.status());
    assertTrue(outcome.err().get(0).contains("unknown optimizer 'adem'"), outcome::toString);
    assertFalse(Files.exists(picture));
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
  void findRateDrawsAndSuggestsARate() throws IOException {
    Path picture = folder.resolve("rate.svg");
    Outcome outcome = run("find-rate", "--steps", "20", "--output", picture.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.lastLine().startsWith("A rate to start from: "), outcome::toString);
    assertTrue(Files.readString(picture).contains("<svg"));
  }

  @Test
  void aLossThatIsNeverFiniteIsSaidAndNothingDrawn() throws IOException {
    Path picture = folder.resolve("rate.svg");
    Outcome outcome =
        run(
            "find-rate",
            "--set",
            "network=[{dense: {units: 2, initializer: {constant: {value: 3e38}}}}]",
            "--output",
            picture.toString());

    assertEquals(
        new Outcome(
            1,
            List.of(),
            List.of(
                "kindling: the loss of the first step is not finite at any rate; scaled features"
                    + " may help")),
        outcome);
    assertFalse(Files.exists(picture));
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
