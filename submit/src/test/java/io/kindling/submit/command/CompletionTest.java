package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.submit.fixture.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  /** Types the line and a tab; then the line that is there is taken as the words of a command. */
  private static final String TYPE =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PROMPT=; unsetopt prompt_sp zle_bracketed_paste 2>/dev/null; source $1; kindling() { print -r -- \\"<kindling \\$*>\\" }; print re''ady"
      zpty -r shell text '*ready*'
      zpty -w -n shell "$2"$'\t'$'\n'
      zpty -r shell text '*<kindling *>*'
      zpty -d shell
      print -r -- "${${text##*<}%%>*}"
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

  /** At a terminal, as a person would. */
  @Test
  void zshCompletesCommandsAndTheirOptions(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "zsh"))),
        "without zsh");
    Path file = Files.write(folder.resolve("kindling"), Outcome.of("generate-completion").out());
    assertEquals("kindling evaluate", completedAtTerminal(file, "kindling ev"));
    assertEquals("kindling train --resume", completedAtTerminal(file, "kindling train --res"));
  }

  private static String completedAtTerminal(Path script, String line)
      throws IOException, InterruptedException {
    Process zsh =
        new ProcessBuilder("zsh", "-f", "-c", TYPE, "zsh", script.toString(), line)
            .redirectErrorStream(true)
            .start();
    try {
      assertTrue(zsh.waitFor(1, TimeUnit.MINUTES), () -> "zsh still waits behind " + line);
      return new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      zsh.destroyForcibly();
    }
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
