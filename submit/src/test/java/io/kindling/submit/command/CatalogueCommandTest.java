package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code kindling catalogue}. */
final class CatalogueCommandTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void thePageInTheDocumentationIsWhatItPrints() throws IOException {
    assertEquals(Files.readString(DOCS.resolve("catalogue.md")), printed("--markdown"));
  }

  @Test
  void asTextItHasTheSameTables() {
    List<String> titles =
        printed("--markdown").lines().filter(line -> line.startsWith("## ")).toList();
    List<String> lines = printed().lines().toList();
    titles.forEach(title -> assertTrue(lines.contains(title.substring("## ".length())), title));
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("  sigmoid +1 / \\(1 \\+ exp\\(-x\\)\\)")));
  }

  private static String printed(String... arguments) {
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new CatalogueCommand()).setOut(new PrintWriter(out)).execute(arguments);
    assertEquals(0, status);
    return out.toString();
  }
}
