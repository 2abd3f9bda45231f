package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What training and evaluation say of labels, and of numbers, that are odd but can be read. */
final class LabelsRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {path: train.csv, label: k}
      network:
        - dense: {units: %s}
      loss: softmax_cross_entropy
      training: {epochs: 1}
      """;

  @TempDir private Path folder;

  @Test
  void aTestSetWhoseLabelsEndWithDotsIsMeasuredAsTheOther() throws IOException {
    write("train.csv", "<=50K", ">50K");
    String data = write("test.csv", "<=50K.", ">50K.");
    String seen =
        "Seen: labels such as '<=50K.' have a dot that the model's classes lack: read without it";
    String run = folder.resolve("run").toString();
    Outcome trained =
        train("classes", "--set", "data.validation={path: test.csv, label: k}", "--output", run);
    assertEquals(List.of(), trained.err());
    assertEquals(1, trained.out().stream().filter(seen::equals).count());
    String model = Path.of(run, "model").toString();
    Outcome dotted = Outcome.of("evaluate", model, "--data", data);
    assertEquals(seen, dotted.out().get(0));
    Outcome plain = Outcome.of("evaluate", model, "--data", folder.resolve("train.csv").toString());
    assertEquals(plain.out(), dotted.out().subList(1, dotted.out().size()));
  }

  @Test
  void oneClassIsToldByTheColumnOfLabels() throws IOException {
    String data = write("train.csv", "a", "a");
    List<String> refused =
        List.of(
            "kindling: %s: found the same label in every row of column 'k', expected at least two"
                    .formatted(data)
                + " classes");
    assertEquals(refused, train("classes").err());
    assertEquals(refused, train("2").err());
    write("train.csv", "1", "1");
    assertEquals(
        List.of("Warning: every row has the same label, '1'"), warnings(train("2", "--dry-run")));
  }

  @Test
  void numbersFarFromOneInSizeAreAdvisedToBeScaled() throws IOException {
    StringBuilder rows = new StringBuilder("price,big,k\n");
    for (int i = 0; i < 40; i++) {
      rows.append("%s,%s,%s%n".formatted(i % 7, 1000 * (i * i % 40), i % 2 == 0 ? "a" : "b"));
    }
    Files.writeString(folder.resolve("train.csv"), rows);
    assertEquals(
        List.of(
            "Warning: numbers are far from 1 in size: column 'big' (0 … 36000); data.scale:"
                + " standardize scales them"),
        warnings(train("2", "--dry-run")));
    assertEquals(List.of(), warnings(train("2", "--dry-run", "--set", "data.scale=standardize")));
    String normalized = "network=[batch_norm, dense: {units: 2}]";
    assertEquals(
        1, warnings(train("2", "--dry-run", "--set", normalized)).size()); // of its noise alone
    String embedded =
        "network={e: {from: input, layers: [slice: {from: 1, to: 2},"
            + " embedding: {categories: 40000, dimensions: 2}]}, out: [dense: {units: 2}]}";
    assertEquals(List.of(), warnings(train("2", "--dry-run", "--set", embedded)));
  }

  @Test
  void ratesByWhichNetworksDoNotTrainAreTold() throws IOException {
    write("train.csv", "a", "b");
    String told =
        "Warning: optimizer.%s.learning_rate %s %s, and with %1$s networks as a rule do not train"
            + " above %s: kindling find-rate shows which rates do";
    assertEquals(
        List.of(told.formatted("adam", "is", "3", "0.1")),
        warnings(train("2", "--dry-run", "--set", "optimizer={adam: {learning_rate: 3}}")));
    assertEquals(
        List.of(told.formatted("sgd", "is", "50", "5")),
        warnings(train("2", "--dry-run", "--set", "optimizer={sgd: {learning_rate: 50}}")));
    String cycle = "optimizer={momentum: {learning_rate: {one_cycle: {max: 2}}}}";
    assertEquals(
        List.of(told.formatted("momentum", "rises to", "2", "0.5")),
        warnings(train("2", "--dry-run", "--set", cycle, "--set", "training.epochs=50")));
    assertEquals(
        List.of(),
        warnings(train("2", "--dry-run", "--set", "optimizer={adam: {learning_rate: 0.1}}")));
  }

  private static List<String> warnings(Outcome outcome) {
    assertEquals(List.of(), outcome.err());
    return outcome.out().stream().filter(line -> line.startsWith("Warning:")).toList();
  }

  private Outcome train(String units, String... more) throws IOException {
    String config =
        Files.writeString(folder.resolve("run.yaml"), CONFIG.formatted(units)).toString();
    String[] arguments = new String[more.length + 2];
    arguments[0] = "train";
    arguments[1] = config;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Outcome.of(arguments);
  }

  /** Forty rows with two labels. */
  private String write(String name, String even, String odd) throws IOException {
    StringBuilder rows = new StringBuilder("x,y,k\n");
    for (int i = 0; i < 40; i++) {
      rows.append("%s.5,%s,%s%n".formatted(i % 7, i % 3, i % 2 == 0 ? even : odd));
    }
    return Files.writeString(folder.resolve(name), rows).toString();
  }
}
