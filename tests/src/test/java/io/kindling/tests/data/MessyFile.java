package io.kindling.tests.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file as people have it, and the plain CSV that says the same. */
final class MessyFile {
  private final String name;
  private final byte[] bytes;
  private final String plain;
  private final String settings;
  private final String settingsOfBoth;
  private final int outputs;
  private final @Nullable Pattern refusal;

  private MessyFile(
      String name,
      byte[] bytes,
      String plain,
      String settings,
      String settingsOfBoth,
      int outputs,
      @Nullable Pattern refusal) {
    this.name = name;
    this.bytes = bytes;
    this.plain = plain;
    this.settings = settings;
    this.settingsOfBoth = settingsOfBoth;
    this.outputs = outputs;
    this.refusal = refusal;
  }

  /** A file that says what {@link PlainTable#CSV} says. */
  static MessyFile of(String name, String text) {
    return of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static MessyFile of(String name, byte[] bytes) {
    return new MessyFile(name, bytes, PlainTable.CSV, "", "", PlainTable.CLASSES, null);
  }

  /** The same text, encoded, with a byte order mark where {@code mark} is one. */
  static MessyFile encoded(String name, String mark, String text, Charset charset) {
    return of(name, (mark + text).getBytes(charset));
  }

  /** The same file, for which another plain one stands. */
  MessyFile saying(String otherPlain) {
    return new MessyFile(name, bytes, otherPlain, settings, settingsOfBoth, outputs, refusal);
  }

  /**
   * The same file, read with a setting of the section {@code data} that the plain one needs not.
   */
  MessyFile with(String setting) {
    String more = settings + "  " + setting + "\n";
    return new MessyFile(name, bytes, plain, more, settingsOfBoth, outputs, refusal);
  }

  /** The same file, read with a setting that the plain one is read with, too. */
  MessyFile bothWith(String setting) {
    String more = settingsOfBoth + "  " + setting + "\n";
    return new MessyFile(name, bytes, plain, settings, more, outputs, refusal);
  }

  /** The same file, whose rows are of two classes. */
  MessyFile ofTwoClasses() {
    return new MessyFile(name, bytes, plain, settings, settingsOfBoth, 1, refusal);
  }

  /** The same file, which may also be refused by a line that has {@code regex} behind its place. */
  MessyFile orRefused(String regex) {
    Pattern line = Pattern.compile("[^\\n]*data\\.csv(:\\d+)?: " + regex);
    return new MessyFile(name, bytes, plain, settings, settingsOfBoth, outputs, line);
  }

  /** Its bytes. */
  byte[] bytes() {
    return bytes;
  }

  /** The plain file. */
  String plain() {
    return plain;
  }

  /** Lines of the section {@code data}. */
  String settings() {
    return settingsOfBoth + settings;
  }

  /** Those that the plain file is read with. */
  String settingsOfBoth() {
    return settingsOfBoth;
  }

  /** Outputs of the network; 1 for two classes. */
  int outputs() {
    return outputs;
  }

  /** How the one line of an error looks that is right as well; null where it must be read. */
  @Nullable Pattern refusal() {
    return refusal;
  }

  /** What is special about it. */
  @Override
  public String toString() {
    return name;
  }
}
