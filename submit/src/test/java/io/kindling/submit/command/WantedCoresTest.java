package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --min-cores} and {@code --wait}. */
final class WantedCoresTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"60s,60000", "60,60000", "2m,120000", "1h,3600000", "0s,0", "500ms,500"})
  void aTimeIsReadAsSparkWritesIt(String text, long millis) {
    assertEquals(new WantedCores(8, Duration.ofMillis(millis)), WantedCores.of(8, text));
  }

  @Test
  void theDefaultsAreThoseOfTheManual() {
    assertEquals(new WantedCores(8, Duration.ofSeconds(60)), WantedCores.of(8, null));
    assertEquals(new WantedCores(1, Duration.ofSeconds(5)), WantedCores.of(null, "5s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "-1s",
        "",
        "1.5m",
        "9223372036854775807",
        "18446744073709552",
        "99999999999999999999"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertEquals(
        "--wait: found '%s', expected a time such as 60s, 5m or 1h".formatted(text),
        assertThrows(InvalidInputException.class, () -> WantedCores.of(1, text)).getMessage());
  }

  @Test
  void onAClusterTheFailureSaysHowLongItWaited() {
    assertEquals(
        "--min-cores: found 3 cores after 90 s, expected 8; --wait waits longer",
        WantedCores.of(8, "90s").missing(3, true, "spark://host:7077").getMessage());
  }

  @Test
  void noCoresAreRefused() {
    assertEquals(
        "--min-cores: found 0, expected at least 1",
        assertThrows(InvalidInputException.class, () -> WantedCores.of(0, null)).getMessage());
  }

  @Test
  void oneJvmWithTooFewFailsAtOnceAndWritesNothing() throws IOException {
    String config = TinyRun.write(folder).toString();
    Path output = folder.resolve("run");
    Outcome outcome =
        Outcome.of("train", config, "--output", output.toString(), "--min-cores", "3");
    assertEquals(
        new Outcome(
            1, List.of(), List.of("kindling: --min-cores: found 2 cores in local[2], expected 3")),
        outcome);
    assertFalse(Files.exists(output));
    Outcome enough =
        Outcome.of("train", config, "--output", output.toString(), "--min-cores=2", "--wait=0s");
    assertEquals(List.of(), enough.err());
    assertEquals(0, enough.status());
  }
}
