package io.kindling.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.json.JsonSource;
import io.kindling.partitioning.source.libsvm.LibsvmSource;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.predictor.model.Safetensors;
import io.kindling.predictor.model.StateDict;
import io.kindling.tests.Project;
import io.kindling.tests.formats.SavedTraining;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged and hostile files end in one line, or are read, within bounded time and memory. {@code
 * kindling.fuzz} says how many of each format are tried, {@code kindling.fuzz.formats} of which
 * formats, separated by commas, where not of all, {@code kindling.seed} with which seed; {@code
 * target/fuzz} keeps the smallest input of each fault.
 */
class FuzzTest {
  private static final String READER = "reader";
  private static final int INPUTS = Integer.getInteger("kindling.fuzz", 200);
  private static final Set<String> FORMATS = // all, where none is named
      Set.copyOf(List.of(System.getProperty("kindling.fuzz.formats", "").split(",")));
  private static final long SEED = Long.getLong("kindling.seed", 1);
  private static final Path KEPT = Project.root().resolve("tests/target/fuzz");

  @TempDir private Path folder;

  @Test
  void everyInputIsReadOrRefusedInOneLineInBoundedTimeAndMemory() throws Exception {
    System.out.println("seed " + SEED);
    System.out.println(
        "| format | inputs | deep | read | refused | in ways | longest | most memory |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    List<String> faults = new ArrayList<>();
    Set<String> tried = new TreeSet<>();
    int inputs = 0;
    try (JavaSparkContext context = Contexts.start("local[1]")) {
      for (Format format : formats(context)) {
        Campaign.Outcome outcome = run(format);
        tried.add(format.name());
        System.out.println(outcome);
        outcome
            .refusals()
            .forEach((line, count) -> System.out.println("    " + count + " " + line));
        faults.addAll(outcome.faults());
        inputs += outcome.inputs();
      }
    }
    assertEquals(List.of(), faults, "faults of " + inputs + " inputs, kept in " + KEPT);
    assertTrue(FORMATS.contains("") || tried.equals(FORMATS), () -> "formats " + tried);
    assertTrue(inputs >= INPUTS / 10, () -> "too few inputs");
  }

  private Campaign.Outcome run(Format format) throws InterruptedException, ExecutionException {
    Campaign campaign =
        new Campaign(
            format, format.share(INPUTS), SEED, folder.resolve("input-" + format.name()), KEPT);
    ExecutorService thread = Executors.newSingleThreadExecutor(FuzzTest::daemon);
    Future<Campaign.Outcome> outcome = thread.submit(campaign);
    thread.shutdown();
    while (true) {
      try {
        return outcome.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (campaign.nanosOfCurrent() > 2 * Campaign.MOST_NANOS) {
          return fail(
              "%s, input %s of seed %s hangs: %s"
                  .formatted(format.name(), campaign.current(), SEED, stackOfReader()));
        }
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, READER);
    thread.setDaemon(true);
    return thread;
  }

  private static String stackOfReader() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals(READER))
        .map(entry -> Arrays.toString(entry.getValue()))
        .findFirst()
        .orElse("no thread");
  }

  private List<Format> formats(JavaSparkContext context) throws IOException {
    Configuration hadoop = context.hadoopConfiguration();
    // It travels with each source; its thousand defaults would take longer than what is read.
    hadoop.clear();
    hadoop.set("fs.defaultFS", "file:///");
    List<Input> models = saved("model");
    List<Input> weights = models.stream().map(FuzzTest::weights).toList();
    List<Format> rows =
        List.of(
            TextRows.csv(context, CsvSource::new),
            TextRows.json(context, JsonSource::new),
            TextRows.libsvm(context, path -> new LibsvmSource(path, Optional.of(100), 1)),
            new IdxFiles(context));
    return Stream.concat(
            rows.stream(),
            Stream.of(
                new ImageFiles(context),
                new SeenFiles(context, rows),
                new DeclaredFolders(context),
                SqlTables.of(context, "parquet", 4, 8, folder, ParquetSource::new),
                SqlTables.of(context, "orc", 3, 5, folder, OrcSource::new),
                new ConfigFiles(),
                new WeightFiles("safetensors", weights, Safetensors::read),
                new WeightFiles("state_dict", weights, StateDict::read),
                new SavedModels(models, hadoop),
                SavedCheckpoints.of(saved("checkpoints"), hadoop)))
        .filter(format -> FORMATS.contains("") || FORMATS.contains(format.name()))
        .toList();
  }

  private static Input weights(Input model) {
    String name =
        model.names().stream()
            .filter(file -> file.endsWith(WeightFiles.ENDING))
            .findFirst()
            .orElseThrow();
    return Input.of("weights" + WeightFiles.ENDING, model.file(name));
  }

  /** What earlier versions have saved. */
  private static List<Input> saved(String part) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (SavedTraining training : SavedTraining.all().toList()) {
      inputs.add(Input.in(training.folder().resolve(part)));
    }
    return inputs;
  }
}
