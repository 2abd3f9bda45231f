package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.submit.fixture.HadoopSettings;
import io.kindling.submit.fixture.LimitedDisk;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings {@code spark.hadoop.…} reach what commands open before Spark starts, or without. */
final class SparkHadoopTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    String config = TinyRun.write(folder).toString();
    Outcome trained = Outcome.of("train", config, "--output", folder.resolve("run").toString());
    assertEquals(0, trained.status(), trained::toString);
  }

  /** A scheme that Hadoop knows by such settings only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs limited:DIR",
        "report limited:DIR/run --output limited:DIR/report",
        "export limited:DIR/run/model --output limited:DIR/model.onnx",
        "predict limited:DIR/run/model --data limited:DIR/rows.csv --output limited:DIR/p --no-spark",
        "train limited:DIR/run.yaml --dry-run --init-from limited:DIR/run/model"
      })
  void aFileSystemThatTheyDeclareIsKnown(String command) {
    try (HadoopSettings settings = new HadoopSettings(LimitedDisk.settings(10_000_000))) {
      Outcome outcome = Outcome.of(command.replace("DIR", folder.toString()).split(" ", -1));
      assertEquals(List.of(), outcome.err(), settings::toString);
      assertEquals(0, outcome.status());
    }
  }
}
