package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Validation rows of one class, of which there is no area under a curve. */
final class UndefinedMetricsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String UNDEFINED = "roc_auc undefined (the rows have one class only)";

  @TempDir private Path folder;
  private Path config;
  private Path oneClass;

  @BeforeEach
  void write() throws IOException {
    config = TinyRun.write(folder);
    String text = Files.readString(config);
    Files.writeString(
        config,
        text.replace("validation: {format: csv, path: rows", "validation: {format: csv, path: one")
            + "metrics: [roc_auc, accuracy]\n");
    oneClass = folder.resolve("one.csv");
    Files.writeString(
        oneClass,
        TinyRun.rows(true).lines().filter(line -> !line.contains(",0,")).collect(lines()));
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }

  @Test
  void anUndefinedMetricSaysWhyAndIsNullInTheHistory() throws IOException {
    Path output = folder.resolve("run");
    Outcome trained = Outcome.of("train", config.toString(), "--output", output.toString());
    assertEquals(0, trained.status(), trained::toString);
    assertEquals(
        2,
        trained.out().stream().filter(line -> line.contains(UNDEFINED)).count(),
        trained::toString);

    String history = Files.readString(output.resolve("history.jsonl"));
    JsonNode validation = new ObjectMapper().readTree(history).get("validation");
    assertTrue(validation.get("roc_auc").isNull(), history);
    assertTrue(validation.get("accuracy").isNumber(), history);
    assertFalse(history.contains("NaN"), history);

    Outcome evaluated =
        Outcome.of(
            "evaluate",
            output.resolve("model").toString(),
            "--data",
            oneClass.toString(),
            "--label",
            "kind",
            "--metrics",
            "pr_auc,roc_auc");
    assertEquals(0, evaluated.status(), evaluated::toString);
    assertEquals(UNDEFINED, evaluated.lastLine());
    assertTrue(evaluated.out().contains("pr_auc 1.000000"), evaluated::toString);
  }

  @Test
  void aComparisonSaysOnceWhyAMetricIsUndefined() {
    Outcome compared =
        Outcome.of(
            "compare",
            config.toString(),
            "--vary",
            "optimizer=sgd,adam",
            "--output",
            folder.resolve("report").toString());
    assertEquals(0, compared.status(), compared::toString);
    assertEquals(
        2,
        compared.out().stream().filter(line -> line.matches("(sgd|adam) .* undefined .*")).count(),
        compared::toString);
    assertEquals(
        1,
        compared.out().stream()
            .filter("validation roc_auc undefined: the rows have one class only"::equals)
            .count(),
        compared::toString);
  }
}
