package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.submit.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What commands print that need no Spark. */
final class CommandOutput {
  private CommandOutput() {}

  /** The lines of one that ends well. */
  static List<String> lines(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream former = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertEquals(0, Main.run(arguments));
    } finally {
      System.setOut(former);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
