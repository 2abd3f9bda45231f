package io.kindling.tests.data;

import io.kindling.submit.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command that ran in this process, on a Spark that no network sees.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it printed on the error stream itself, without Spark's log
 */
public record CommandRun(int status, String out, String err) {
  private static final Map<String, String> SPARK =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1");

  /** Runs it. */
  public static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream formerOut = System.out;
    PrintStream formerErr = System.err;
    SPARK.forEach(System::setProperty);
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int status = Main.run(arguments);
      String own =
          err.toString(StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("kindling"))
              .collect(Collectors.joining("\n"));
      return new CommandRun(status, out.toString(StandardCharsets.UTF_8), own);
    } finally {
      System.setOut(formerOut);
      System.setErr(formerErr);
      SPARK.keySet().forEach(System::clearProperty);
    }
  }
}
