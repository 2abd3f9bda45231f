package io.kindling.kernels.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Lists of names as error lines show them: short, however many names there are. */
public final class Names {
  private static final int MOST = 40;
  private static final int SHOWN = 10;
  private static final int LONGEST = 60;
  private static final int FEW = 5;

  private Names() {}

  /**
   * The names in their own order, separated by commas: all of them if there are at most 40, or else
   * the first ten and how many more there are, as in {@code a, b, c … and 19,997 more}. A name of
   * more than 60 characters is cut.
   */
  public static String shortened(Collection<String> names) {
    if (names.size() <= MOST) {
      return joined(names, names.size());
    }
    return "%s … and %s more".formatted(joined(names, SHOWN), count(names.size() - SHOWN));
  }

  /**
   * Things that take some words each, in their order: at most five, and how many more there are, as
   * in {@code a (from 1 to 3), b (from 0 to 9) and 3 more}.
   */
  public static String few(List<String> described) {
    String first = String.join(", ", described.subList(0, Math.min(FEW, described.size())));
    int more = described.size() - FEW;
    return more > 0 ? "%s and %s more".formatted(first, more) : first;
  }

  /** A name, number or text, at most 60 characters of it: a longer one ends with an ellipsis. */
  public static String shortened(String name) {
    if (name.codePointCount(0, name.length()) <= LONGEST) {
      return name;
    }
    return name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** A count with thousands set apart by commas in every locale, as in {@code 19,997}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** So many of a thing whose plural ends with s, as in {@code 1 shard} and {@code 1,024 rows}. */
  public static String count(long count, String thing) {
    return count == 1 ? "1 " + thing : "%s %ss".formatted(count(count), thing);
  }

  /** A number to the precision of float32, a whole one without a point. */
  public static String number(double number) {
    return Float.toString((float) number).replaceFirst("\\.0$", "");
  }

  /** Whether {@link #shortened(Collection)} leaves names out. */
  static boolean leavesOut(Collection<String> names) {
    return names.size() > MOST;
  }

  private static String joined(Collection<String> names, int most) {
    List<String> shown = new ArrayList<>();
    for (String name : names) {
      if (shown.size() == most) {
        break;
      }
      shown.add(shortened(name));
    }
    return String.join(", ", shown);
  }
}
