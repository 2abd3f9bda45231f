package io.kindling.kernels.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a setting in the words of an error: short, however long it is. */
final class FoundValue {
  private static final int DIGITS = 20; // as many as a number of 64 bits has
  private static final int MOST_DIGITS = 1_000; // reading takes time in the square of them
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?");

  private FoundValue() {}

  /** What stands there: nothing, a list, a mapping or a scalar. */
  static String inWords(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return "a mapping with keys "
          + Names.shortened(map.keySet().stream().map(Object::toString).toList());
    }
    String text = value.toString();
    if (text.length() > DIGITS && NUMBER.matcher(text).matches()) {
      return text.length() > MOST_DIGITS
          ? "a number of " + Names.count(text.length()) + " characters"
          : rounded(new BigDecimal(text));
    }
    return value instanceof String ? "'" + Names.shortened(text) + "'" : text;
  }

  private static String rounded(BigDecimal number) {
    BigDecimal rounded = number.round(new MathContext(6)).stripTrailingZeros();
    return (rounded.compareTo(number) == 0 ? "" : "about ") + rounded;
  }
}
