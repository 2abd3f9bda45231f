package io.kindling.submit.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Shows control characters instead of sending them to a terminal, which would obey them: names and
 * values that come from files may hold any. What passes are line feeds and tabs; carriage returns,
 * escapes, the rest of the control codes, and the marks that turn the direction of writing become
 * {@code \}{@code u001b} and the like.
 */
public final class VisibleControls extends Writer {
  private final PrintStream stream;

  private VisibleControls(PrintStream stream) {
    this.stream = stream;
  }

  /** A writer to {@code stream}, in its encoding, which flushes at the end of each line. */
  public static PrintWriter on(PrintStream stream) {
    return new PrintWriter(new VisibleControls(stream), true);
  }

  /** {@code text} with its control characters shown, and its line breaks and tabs with them. */
  public static String inOneLine(String text) {
    return shown(text.replace("\n", "\\n").replace("\t", "\\t"));
  }

  private static String shown(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t' || !isControl(c)) {
        result.append(c);
      } else {
        result.append("\\u%04x".formatted((int) c));
      }
    }
    return result.toString();
  }

  private static boolean isControl(char c) {
    boolean turnsDirection = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    return Character.isISOControl(c) || turnsDirection;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    stream.print(shown(new String(characters, from, length)));
  }

  @Override
  public void flush() {
    stream.flush();
  }

  @Override
  public void close() {
    stream.flush();
  }
}
