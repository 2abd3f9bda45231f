package io.kindling.partitioning.table;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How cells are to be read, as far as that is known before they are.
 *
 * @param types of columns by their names; a source finds out those of the others by itself
 * @param missing texts that stand for a value that is missing, in all columns; without them, those
 *     in {@link #isMissing}
 */
public record CellRules(Map<String, CellType> types, Optional<Set<String>> missing)
    implements Serializable {
  /** Nothing is known. */
  public static final CellRules NONE = new CellRules(Map.of(), Optional.empty());

  private static final long serialVersionUID = 1L;
  private static final Set<String> MISSING_NUMBERS = Set.of("na", "nan", "null", "?", "-");
  private static final int LONGEST = 4;

  /** Copies. */
  public CellRules {
    types = Map.copyOf(types);
    missing = missing.map(Set::copyOf);
  }

  /** The type of a column, if it is given. */
  public Optional<CellType> type(String column) {
    return Optional.ofNullable(types.get(column));
  }

  /** These rules, with other types for some columns. */
  public CellRules with(Map<String, CellType> others) {
    Map<String, CellType> all = new HashMap<>(types);
    all.putAll(others);
    return new CellRules(all, missing);
  }

  /**
   * Whether a cell stands for a missing value. An empty one always does; in columns of numbers, so
   * do {@code NA}, {@code NaN}, {@code null} in any case, {@code ?} and {@code -}, unless the texts
   * that do are given.
   */
  public boolean isMissing(String text, CellType type) {
    if (text.isEmpty()) {
      return true;
    }
    if (missing.isPresent()) {
      return missing.get().contains(text);
    }
    return type == CellType.NUMBER
        && text.length() <= LONGEST
        && MISSING_NUMBERS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Java does not write an {@link Optional}. */
  private Object writeReplace() {
    return new Written(types, missing.orElse(null));
  }

  private record Written(Map<String, CellType> types, @Nullable Set<String> missing)
      implements Serializable {
    private Object readResolve() {
      return new CellRules(types, Optional.ofNullable(missing));
    }
  }
}
