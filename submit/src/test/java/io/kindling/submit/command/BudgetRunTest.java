package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling train} with {@code training.budget}; two epochs of four steps. */
final class BudgetRunTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private String config;

  @BeforeEach
  void write() throws IOException {
    config = TinyRun.write(folder).toString();
  }

  private Outcome train(String output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", config, "--output"));
    arguments.add(folder.resolve(output).toString());
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private String model(String output) {
    return ModelFiles.load(new Configuration(), folder.resolve(output).resolve("model").toString())
        .sha256();
  }

  @Test
  void aSpentBudgetLeavesAModelAndACheckpointFromWhichTrainingGoesOn() throws IOException {
    assertEquals(0, train("one").status());
    Outcome first = train("two", "--set", "training.budget={steps: 6}");
    assertEquals(0, first.status(), first.err().toString());
    assertTrue(first.out().contains("Budget: 6 steps of this run"), first.out().toString());
    List<String> end = first.out().subList(first.out().size() - 3, first.out().size());
    assertEquals(
        List.of(
            "Ended by the budget of 6 steps, after batch 2 of epoch 2; --resume goes on",
            "The model is that of epoch 1",
            "Model in %s/two/model, SHA-256 %s".formatted(folder, model("two"))),
        end);
    assertEquals(1, Files.readAllLines(folder.resolve("two/history.jsonl")).size());

    Outcome rest = train("two", "--resume");
    assertEquals(0, rest.status(), rest.err().toString());
    assertFalse(rest.out().toString().contains("Warning: before"), rest.out().toString());
    assertEquals(model("one"), model("two"));
    assertEquals(2, Files.readAllLines(folder.resolve("two/history.jsonl")).size());
  }

  @Test
  void aBudgetSpentBeforeTheFirstEpochFailsInOneLineAndKeepsACheckpoint() {
    Outcome outcome = train("run", "--set", "training.budget={steps: 3}");
    assertEquals(1, outcome.status());
    String output = folder + "/run";
    assertEquals(
        List.of(
            "kindling: training.budget: 3 steps ended training in epoch 1, after 3 of its 4 batches;"
                + " no epoch had ended, so there is no new model; go on from the checkpoint of epoch"
                + " 1, batch 3 by: kindling train %s --output %s --set 'training.budget={steps: 3}'"
                    .formatted(config, output)
                + " --resume"),
        outcome.err());
    assertFalse(Files.exists(folder.resolve("run/model")));
    Outcome rest = train("run", "--resume", "--set", "training.budget={steps: 3}");
    assertEquals(0, rest.status(), rest.err().toString());
  }
}
