package io.kindling.predictor.table;

import io.kindling.kernels.spec.Shape;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How cells are to be read, as far as that is known before they are. Goes to tasks, which an {@link
 * Optional} in a record does not.
 */
public final class CellRules implements Serializable {
  /** Nothing is known. */
  public static final CellRules NONE = new CellRules(Map.of(), Optional.empty(), Optional.empty());

  /** Nothing is known, and columns that can be no features are skipped instead of refused. */
  public static final CellRules LENIENT =
      new CellRules(Map.of(), null, null, null, Set.of(), Set.of(), NumberNotation.UNKNOWN, true);

  private static final long serialVersionUID = 1L;
  private static final Set<String> MISSING_NUMBERS =
      Set.of(
          "na",
          "n/a",
          "n.a.",
          "#n/a",
          "#nv",
          "#n/d",
          "<na>",
          "nan",
          "-nan",
          "nat",
          "null",
          "(null)",
          "0000-00-00",
          "0000-00-00 00:00:00",
          "\\n",
          "nil",
          "none",
          "missing",
          "?",
          "-",
          "--",
          ".",
          "..",
          "...",
          ":",
          "*",
          "\u2013",
          "\u2014",
          "\u2026",
          "\u2212");
  private static final int LONGEST = 19;

  private final Map<String, CellType> types;
  private final @Nullable Set<String> only;
  private final @Nullable Set<String> missing;
  private final @Nullable Shape shape;
  private final Set<String> labels;
  private final Set<String> dates;
  private final NumberNotation notation;
  private final boolean lenient;

  /**
   * Copies.
   *
   * @param types of columns by their names; a source finds out those of the others by itself
   * @param only the columns that are read; all, if not given
   * @param missing texts that stand for a value that is missing, in all columns; without them,
   *     those in {@link #isMissing}
   */
  public CellRules(
      Map<String, CellType> types, Optional<Set<String>> only, Optional<Set<String>> missing) {
    this(
        Map.copyOf(types),
        only.map(Set::copyOf).orElse(null),
        missing.map(Set::copyOf).orElse(null),
        null,
        Set.of(),
        Set.of(),
        NumberNotation.UNKNOWN,
        false);
  }

  private CellRules(
      Map<String, CellType> types,
      @Nullable Set<String> only,
      @Nullable Set<String> missing,
      @Nullable Shape shape,
      Set<String> labels,
      Set<String> dates,
      NumberNotation notation,
      boolean lenient) {
    this.types = types;
    this.only = only;
    this.missing = missing;
    this.shape = shape;
    this.labels = labels;
    this.dates = dates;
    this.notation = notation;
    this.lenient = lenient;
  }

  /** Rules that give the types of some columns. */
  public static CellRules of(Map<String, CellType> types) {
    return new CellRules(types, Optional.empty(), Optional.empty());
  }

  /** These rules for features of this shape, where their source does not say so. */
  public CellRules withShape(Shape features) {
    return new CellRules(types, only, missing, features, labels, dates, notation, lenient);
  }

  /** These rules with columns of labels, whose texts may be names of classes. */
  public CellRules withLabels(Collection<String> columns) {
    return new CellRules(
        types, only, missing, shape, Set.copyOf(columns), dates, notation, lenient);
  }

  /** These rules with columns of dates, of which those are missing that numbers would be. */
  public CellRules withDates(Collection<String> columns) {
    return new CellRules(
        types, only, missing, shape, labels, Set.copyOf(columns), notation, lenient);
  }

  /** These rules with columns whose cells are read as texts. */
  public CellRules withTexts(Collection<String> columns) {
    Map<String, CellType> all = new HashMap<>(types);
    columns.forEach(column -> all.put(column, CellType.TEXT));
    return new CellRules(Map.copyOf(all), only, missing, shape, labels, dates, notation, lenient);
  }

  /** These rules without some columns, which are not read. */
  public CellRules without(Collection<String> columns) {
    Map<String, CellType> all = new HashMap<>(types);
    columns.forEach(column -> all.put(column, CellType.SKIPPED));
    return new CellRules(Map.copyOf(all), only, missing, shape, labels, dates, notation, lenient);
  }

  /** These rules for numbers that are known to be written so, where they are texts. */
  public CellRules withNotation(NumberNotation numbers) {
    return new CellRules(types, only, missing, shape, labels, dates, numbers, lenient);
  }

  /** How numbers are known to be written. */
  public NumberNotation notation() {
    return notation;
  }

  /** Whether a column is known to be one of labels. */
  public boolean isLabel(String column) {
    return labels.contains(column);
  }

  /** Whether a column is known to be one of dates. */
  public boolean isDate(String column) {
    return dates.contains(column);
  }

  /** Whether columns that can be no features are skipped instead of refused. */
  public boolean isLenient() {
    return lenient;
  }

  /** The shape of the features of a row, where their source does not say so, if it is known. */
  public Optional<Shape> shape() {
    return Optional.ofNullable(shape);
  }

  /** The types that are given. */
  public Map<String, CellType> types() {
    return types;
  }

  /** The texts that stand for a value that is missing, if they are given. */
  public Optional<Set<String>> missing() {
    return Optional.ofNullable(missing);
  }

  /** The type of a column, if it is given. */
  public Optional<CellType> type(String column) {
    if (only != null && !only.contains(column)) {
      return Optional.of(CellType.SKIPPED);
    }
    return Optional.ofNullable(types.get(column));
  }

  /**
   * Whether a cell stands for a missing value. An empty one always does; in columns of numbers, so
   * do {@code NA}, {@code N/A}, {@code n.a.}, {@code #N/A}, {@code <NA>}, {@code NaN}, {@code
   * null}, {@code (null)}, {@code NaT}, {@code nil}, {@code none} and {@code missing} in any case,
   * {@code \N} as databases write it, the errors of spreadsheets in any language, such as {@code
   * #DIV/0!}, {@code #NAME?} and {@code #NV}, {@code ?}, {@code *}, {@code :}, one to three points,
   * {@code -}, {@code --} and longer dashes, unless the texts that do are given.
   */
  public boolean isMissing(String text, CellType type) {
    if (text.isEmpty()) {
      return true;
    }
    if (missing != null) {
      return missing.contains(text);
    }
    return type == CellType.NUMBER && isUsuallyMissing(text);
  }

  /** Whether a text stands for a number that is missing where the texts that do are not given. */
  private static boolean isUsuallyMissing(String text) {
    return text.length() <= LONGEST
        && (isErrorOfSheet(text) || MISSING_NUMBERS.contains(text.toLowerCase(Locale.ROOT)));
  }

  private static boolean isErrorOfSheet(String text) {
    return text.startsWith("#") && (text.endsWith("!") || text.endsWith("?"));
  }

  /**
   * Whether a text would stand for a number that is missing if no others were given that do: these
   * stand in the place of the usual ones.
   */
  public boolean isMissingNoMore(String text) {
    return missing != null
        && !missing.isEmpty()
        && !missing.contains(text)
        && isUsuallyMissing(text);
  }
}
