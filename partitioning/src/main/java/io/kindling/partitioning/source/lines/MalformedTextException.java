package io.kindling.partitioning.source.lines;

import java.io.IOException;
import java.nio.charset.Charset;

/** Thrown for bytes that are no characters. */
final class MalformedTextException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String charset;

  MalformedTextException(Charset charset) {
    super("bytes that are not valid " + charset.name());
    this.charset = charset.name();
  }

  /** What was found. */
  String found() {
    return "bytes that are not valid " + charset;
  }

  /**
   * What was expected.
   *
   * @param isSetting whether the file's format takes an encoding
   */
  String expected(boolean isSetting) {
    if (!isSetting) {
      return EncodingAdvice.of("ISO-8859-1", false);
    }
    return charset.equals("UTF-8")
        ? "UTF-8, or the file's encoding, such as " + EncodingAdvice.of("ISO-8859-1", true)
        : "the file's encoding";
  }
}
