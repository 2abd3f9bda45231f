package io.kindling.partitioning.source.lines;

/** What is expected of a file in another encoding than is read. */
final class EncodingAdvice {
  private EncodingAdvice() {}

  /**
   * The advice.
   *
   * @param charset that the file may be in
   * @param isSetting whether its format takes an encoding
   */
  static String of(String charset, boolean isSetting) {
    return isSetting
        ? "encoding: " + charset
        : "UTF-8, which iconv -f %s -t UTF-8 makes of it".formatted(charset);
  }
}
