package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The command that a user is told to type. */
final class ResumeHintTest {
  @Test
  void theFolderIsNamedWhereItWasNot() {
    assertEquals(
        "kindling train run.yaml --output runs/run-1 --resume",
        ResumeHint.of(List.of("train", "run.yaml"), "runs/run-1"));
  }

  @Test
  void optionsStayAsTheyWere() {
    assertEquals(
        "kindling train run.yaml --output=here --master 'local[2]' --resume",
        ResumeHint.of(
            List.of("train", "run.yaml", "--output=here", "--master", "local[2]"), "here"));
  }

  @Test
  void whatStartsAnewOrResumedBeforeIsLeftOut() {
    assertEquals(
        "kindling train run.yaml --output here --resume",
        ResumeHint.of(
            List.of("train", "--resume=force", "run.yaml", "--overwrite", "--output", "here"),
            "here"));
  }

  @Test
  void aShellReadsEachArgumentAsItWas() {
    assertEquals(
        "kindling train 'it'\\''s.yaml' --set 'training.checkpoint={every_steps: 5}' --output 'a b'"
            + " --resume",
        ResumeHint.of(
            List.of("train", "it's.yaml", "--set", "training.checkpoint={every_steps: 5}"), "a b"));
  }
}
