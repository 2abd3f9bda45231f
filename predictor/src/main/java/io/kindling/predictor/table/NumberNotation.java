package io.kindling.predictor.table;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers in the columns of texts such as CSV are written, as far as that was seen: {@code
 * 1,234} is another number where commas group than where they are decimal. A model keeps it of the
 * rows that it was trained on, so that other files are read as those were. Goes to tasks, which an
 * {@link Optional} in a record does not.
 */
public final class NumberNotation implements Serializable {
  /** Nothing is known. */
  public static final NumberNotation UNKNOWN = new NumberNotation(Optional.empty(), Map.of());

  private static final long serialVersionUID = 1L;

  private final @Nullable NumberSigns usual;
  private final LinkedHashMap<String, NumberSigns> others;

  /**
   * Copies.
   *
   * @param usual the signs of all columns but the others, if they are known
   * @param others the signs of some columns by their names
   */
  public NumberNotation(Optional<NumberSigns> usual, Map<String, NumberSigns> others) {
    this.usual = usual.orElse(null);
    this.others = new LinkedHashMap<>(others);
  }

  /** That of columns as they were read. */
  public static NumberNotation of(List<RawColumn> columns) {
    List<RawColumn> numbers =
        columns.stream().filter(column -> column.type() == CellType.NUMBER).toList();
    Map<NumberSigns, Integer> counts = new LinkedHashMap<>();
    numbers.stream()
        .map(RawColumn::signs)
        .filter(Objects::nonNull)
        .forEach(signs -> counts.merge(signs, 1, Integer::sum));
    boolean all = numbers.stream().allMatch(column -> column.signs() != null);
    Optional<NumberSigns> usual =
        counts.entrySet().stream()
            .filter(entry -> all)
            .max(Comparator.comparing(Map.Entry::getValue))
            .map(Map.Entry::getKey);
    Map<String, NumberSigns> others = new LinkedHashMap<>();
    for (RawColumn column : numbers) {
      NumberSigns signs = column.signs();
      if (signs != null && !usual.equals(Optional.of(signs))) {
        others.put(column.name(), signs);
      }
    }
    return new NumberNotation(usual, others);
  }

  /** The signs of all columns but the others, if they are known. */
  public Optional<NumberSigns> usual() {
    return Optional.ofNullable(usual);
  }

  /** The signs of some columns by their names; a copy. */
  public Map<String, NumberSigns> others() {
    return new LinkedHashMap<>(others);
  }

  /** The signs of a column, if they are known. */
  public Optional<NumberSigns> of(String column) {
    return Optional.ofNullable(others.getOrDefault(column, usual));
  }

  /** Whether nothing is known. */
  public boolean isUnknown() {
    return usual == null && others.isEmpty();
  }
}
