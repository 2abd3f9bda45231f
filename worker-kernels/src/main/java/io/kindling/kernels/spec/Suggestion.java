package io.kindling.kernels.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name a user probably meant. */
public final class Suggestion {
  private static final int LONGEST = 200;

  private Suggestion() {}

  /** Whether {@code found} is probably {@code name}, misspelt. */
  static boolean isNear(String found, String name) {
    int allowed = Math.max(2, name.length() / 2);
    return found.length() <= LONGEST
        && LevenshteinDistance.getDefaultInstance().apply(found, name) <= allowed;
  }

  /**
   * What was expected instead of {@code found}: the nearest valid name, then all of them, or how
   * many there are where they are too many to show. For example {@code 'units' (nearest), of: bias,
   * initializer, units}.
   */
  public static String expectedInsteadOf(String found, Collection<String> valid) {
    if (valid.isEmpty()) {
      return "nothing here";
    }
    SortedSet<String> names = new TreeSet<>(valid);
    String count = Names.leavesOut(names) ? " " + Names.count(names.size()) : "";
    String all = count + ": " + Names.shortened(names);
    Optional<String> nearest = found.length() > LONGEST ? Optional.empty() : nearest(found, names);
    return nearest
        .filter(name -> isNear(found, name))
        .map(name -> "'%s' (nearest), of%s".formatted(Names.shortened(name), all))
        .orElse("one of" + all);
  }

  private static Optional<String> nearest(String found, SortedSet<String> names) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return names.stream().min(Comparator.comparingInt(name -> distance.apply(found, name)));
  }
}
