package io.kindling.kernels.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name a user probably meant. */
public final class Suggestion {
  private Suggestion() {}

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
    int allowed = Math.max(2, nearest.length() / 2);
    return distance.apply(found, nearest) <= allowed
        ? "'%s' (nearest), of: %s".formatted(nearest, all)
        : "one of: " + all;
  }
}
