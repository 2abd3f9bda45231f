package io.kindling.submit.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class VisibleControlsTest {
  @Test
  void whatATerminalWouldObeyIsShown() {
    assertEquals(
        "a\\u001b[31mb\\u000dc\\u0007\\u009bd\\u007f\\u202e",
        printed("a\u001b[31mb\rc\u0007\u009bd\u007f\u202e"));
  }

  @Test
  void linesTabsAndLettersPass() {
    assertEquals("größe\tβ 😀\nsecond", printed("größe\tβ 😀\nsecond"));
  }

  @Test
  void aMessageStaysOneLine() {
    assertEquals("a\\nb\\tc\\u000dd", VisibleControls.inOneLine("a\nb\tc\rd"));
  }

  private static String printed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintWriter writer = VisibleControls.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    writer.print(text);
    writer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
