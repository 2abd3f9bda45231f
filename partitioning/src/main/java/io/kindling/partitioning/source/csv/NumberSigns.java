package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.NumberText;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are written: {@code 1,234.5} or {@code 1.234,5}, for example.
 *
 * @param decimal between the units and the tenths
 * @param thousands between groups of three digits; null for nothing
 */
record NumberSigns(char decimal, @Nullable Character thousands) implements Serializable {
  /** As programs write them. */
  static final NumberSigns PLAIN = new NumberSigns('.', null);

  private static final int GROUP = 3;

  boolean isPlain() {
    return equals(PLAIN);
  }

  /** The number that a text is; infinite where it is too large, NaN where it is none. */
  double parse(char[] text, int offset, int length) {
    if (isPlain()) {
      return NumberText.parse(text, offset, length);
    }
    char[] plain = new char[length];
    int to = 0;
    int digits = 0; // since the start, or the last sign of thousands
    boolean grouped = false;
    boolean whole = true; // before the decimal sign
    for (int i = offset; i < offset + length; i++) {
      char character = text[i];
      if (whole && thousands != null && character == thousands) {
        boolean fits = grouped ? digits == GROUP : digits >= 1 && digits <= GROUP;
        if (!fits) {
          return Double.NaN;
        }
        grouped = true;
        digits = 0;
        continue;
      }
      boolean digit = character >= '0' && character <= '9';
      if (whole && grouped && !digit && digits != GROUP) {
        return Double.NaN;
      }
      if (whole && !digit && character != '-' && character != '+') {
        whole = false;
      }
      digits += digit ? 1 : 0;
      if (character == '.' && decimal != '.') {
        return Double.NaN;
      }
      plain[to++] = character == decimal ? '.' : character;
    }
    boolean cut = whole && grouped && digits != GROUP;
    return cut ? Double.NaN : NumberText.parse(plain, 0, to);
  }

  double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }
}
