package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell completes. */
final class CompletionTest {
  /** Asks for what fits behind the words of the line, of which the last has been begun. */
  private static final String ASK =
      """
      compopt() { :; } # which bash has only while a person completes
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      _complete_kindling
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @Test
  void bashCompletesCommandsAndTheirOptions(@TempDir Path folder)
      throws IOException, InterruptedException {
    Outcome script = Outcome.of("generate-completion");
    assertEquals(0, script.status(), script::toString);
    Path file = Files.write(folder.resolve("kindling"), script.out());
    assertEquals(List.of("evaluate"), completed(file, "kindling", "ev"));
    assertEquals(List.of("report", "runs", "reproduce"), completed(file, "kindling", "r"));
    assertTrue(completed(file, "kindling", "train", "--r").contains("--resume"));
  }

  private static List<String> completed(Path script, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", ASK, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), text);
    return text.lines().map(String::strip).toList();
  }
}
