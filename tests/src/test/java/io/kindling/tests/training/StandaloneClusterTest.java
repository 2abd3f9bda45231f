package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.Project;
import io.kindling.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers, each a JVM of its own, take kindling.jar by spark-submit. */
class StandaloneClusterTest {
  private static final int WORKERS = 2;
  private static final Path EXAMPLE = Project.root().resolve("examples/own-kinds");
  private static final String MAIN = "io.kindling.submit.Main";

  @TempDir private static Path folder;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws InterruptedException, IOException {
    cluster = StandaloneCluster.start(Files.createDirectory(folder.resolve("cluster")), WORKERS);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** With the example's kinds and its format of data, which come in a jar beside ours. */
  @Test
  void trainsOnBothWorkersToTheSameBitsAsOneJvm() throws IOException, InterruptedException {
    train(folder.resolve("run"));
  }

  /** The workers are on machines of their own, by their names. */
  @Test
  void rowsThatOneTaskReadComeToLieOnEveryMachine() throws TimeoutException {
    String expected = SameModel.FLOWERS.expected(); // before there is a context
    StepTasks steps = new StepTasks();
    try (JavaSparkContext context =
        Contexts.start(cluster.master(), Map.of("spark.kindling.steps", "jobs"))) {
      RowHolders holders = new RowHolders(context);
      context.sc().addSparkListener(holders);
      context.sc().addSparkListener(steps);
      Contexts.awaitAtWork(context, WORKERS, WORKERS);
      assertEquals(expected, SameModel.FLOWERS.train(context, 1, holders));
      context.sc().listenerBus().waitUntilEmpty();
      assertEquals(WORKERS, holders.executors().size(), holders.executors().toString());
    }
    assertEquals(WORKERS, steps.executors(1), steps.tasks().toString());
  }

  @Test
  @Tag("matrix") // as training does, by the same ways
  void evaluatesThere() throws IOException, InterruptedException {
    Path run = folder.resolve("evaluated");
    List<String> jars = train(run);
    StandaloneCluster.Output evaluated =
        cluster.submit(
            jars,
            Project.jar(),
            MAIN,
            "evaluate",
            run.resolve("model").toString(),
            "--data",
            EXAMPLE.resolve("sine.txt").toString(),
            "--format",
            "com.example.kinds.NumberLines",
            "--metrics",
            "{within: {limit: 0.5}}");
    assertEquals(0, evaluated.status(), evaluated.log());
    assertTrue(evaluated.text().contains("within "), evaluated.text());
  }

  /** The options that a run with the own kinds needs. */
  private static List<String> train(Path run) throws IOException, InterruptedException {
    List<String> jars = List.of("--jars", EXAMPLE.resolve("target/own-kinds.jar").toString());
    Path config = EXAMPLE.resolve("sine.yaml");
    StandaloneCluster.Output trained =
        cluster.submit(
            jars, Project.jar(), MAIN, "train", config.toString(), "--output", run.toString());
    assertEquals(0, trained.status(), trained.log());
    String last = trained.text().strip().lines().reduce("", (before, line) -> line);
    assertTrue(last.endsWith("SHA-256 " + trainHere(config)), trained.text());
    assertEquals(1, count("^BLAS: OpenBLAS", trained), trained.text()); // the same on both
    assertTrue(Files.exists(run.resolve("model/manifest.json")));
    assertEquals(WORKERS, cluster.workersUsed());
    return jars;
  }

  @Test
  @Tag("matrix") // a training tells of BLAS that is not native, too
  void nativeBlasIsInUseOnBothWorkers() throws InterruptedException {
    StandaloneCluster.Output output = submit("doctor", "--min-cores=%s".formatted(WORKERS));
    assertAll(
        () -> assertEquals(0, output.status(), output.log()),
        () -> assertEquals(1, count("driver: native BLAS", output), output.text()),
        () -> assertEquals(1, count("executor 0 on .*: native BLAS", output), output.text()),
        () -> assertEquals(1, count("executor 1 on .*: native BLAS", output), output.text()),
        () -> assertEquals(3, count("library     OpenBLAS", output), output.text()));
  }

  @Test
  void badInputGivesStatusTwoAndOneLine() throws InterruptedException {
    StandaloneCluster.Output output = submit("train", folder.resolve("missing.yaml").toString());
    assertEquals(2, output.status(), output.log());
    assertEquals(
        List.of(
            "kindling: %s: found no such file, expected a config file"
                .formatted(folder.resolve("missing.yaml"))),
        output.log().lines().filter(line -> line.startsWith("kindling")).toList());
  }

  private static StandaloneCluster.Output submit(String... arguments) throws InterruptedException {
    return cluster.submit(Project.jar(), MAIN, arguments);
  }

  private static long count(String regex, StandaloneCluster.Output output) {
    return Pattern.compile(regex, Pattern.MULTILINE).matcher(output.text()).results().count();
  }

  private static String trainHere(Path config) {
    RunConfig run = RunConfig.read(config, Map.of());
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      return Trainer.on(context).data(run.data()).build(run.training()).train().sha256();
    }
  }
}
