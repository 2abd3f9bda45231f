package io.kindling.kernels.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name a user probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** Whether {@code found} is probably {@code name}, misspelt. */
  static boolean isNear(String found, String name) {
    int allowed = Math.max(2, name.length() / 2);
    return LevenshteinDistance.getDefaultInstance().apply(found, name) <= allowed;
  }

  /**
   * What was expected instead of {@code found}: the nearest valid name, then all of them. For
   * example {@code 'units' (nearest), of: bias, initializer, units}.
   */
  public static String expectedInsteadOf(String found, Collection<String> valid) {
    String all = String.join(", ", new TreeSet<>(valid));
    if (valid.isEmpty()) {
      return "nothing here";
    }
    var distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        new TreeSet<>(valid)
            .stream()
                .min(Comparator.comparingInt(name -> distance.apply(found, name)))
                .orElseThrow();
    return isNear(found, nearest)
        ? "'%s' (nearest), of: %s".formatted(nearest, all)
        : "one of: " + all;
  }
}
