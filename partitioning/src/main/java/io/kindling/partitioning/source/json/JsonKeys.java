package io.kindling.partitioning.source.json;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.NumberTexts;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A key, and the keys of the objects that are its values: a tree, at whose root are the objects
 * themselves. Keys with other values are columns. The column of {@code {"size": {"x": 1}}} is
 * called {@code size.x}.
 */
final class JsonKeys implements Serializable {
  /** The column of a key that has objects only. */
  static final int NONE = -1;

  private static final long serialVersionUID = 1L;
  private static final int MOST_WORDS = 16; // of which some may stand for nothing

  private final String name;
  private final Map<String, JsonKeys> children = new LinkedHashMap<>();
  private boolean objects;
  private int numbers;
  private int texts;
  private int column = NONE;
  private boolean leftOut;
  private transient int firstObject = NONE; // the row of it
  private transient int firstValue = NONE; // the row of the first number or text
  private final transient JsonArrays arrays = new JsonArrays();
  private final transient Map<String, Integer> words = new LinkedHashMap<>(); // some, with counts
  private final transient NumberTexts seen = new NumberTexts();
  private transient @Nullable String quoted; // the first number in quotes

  private JsonKeys(String name) {
    this.name = name;
  }

  /** The root of a tree without keys. */
  static JsonKeys root() {
    return new JsonKeys("");
  }

  /** All keys from the outermost on, with points between them. */
  String name() {
    return name;
  }

  /** The name that a key in its objects has. */
  String name(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  /** What a key in its objects is; null if it is not known. */
  @Nullable JsonKeys child(String key) {
    return children.get(key);
  }

  /** The keys in its objects. */
  Collection<JsonKeys> children() {
    return children.values();
  }

  /** A key in its objects, which is known from now on. */
  JsonKeys add(String key) {
    return children.computeIfAbsent(key, k -> new JsonKeys(name(k)));
  }

  void sawObject(int row) {
    objects = true;
    firstObject = firstObject == NONE ? row : firstObject;
  }

  void sawNumber(int row, String text) {
    numbers++;
    seen.add(text);
    sawValue(row);
  }

  /** Saw a text, which may be a number in quotes. */
  void sawText(int row, String text) {
    if (Double.isNaN(NumberText.parse(text))) {
      texts++;
      if (words.size() < MOST_WORDS || words.containsKey(text)) {
        words.merge(text, 1, Integer::sum);
      }
      sawValue(row);
    } else {
      sawNumber(row, text);
      quoted = quoted == null ? text : quoted;
    }
  }

  /** Saw {@code true} or {@code false}. */
  void sawTruth(int row) {
    texts++;
    sawValue(row);
  }

  private void sawValue(int row) {
    firstValue = firstValue == NONE ? row : firstValue;
  }

  /** What the column is, where it is none of arrays. */
  NumberTexts.Verdict verdict(CellRules rules) {
    if (texts - count(word -> rules.isMissing(word, CellType.NUMBER)) > numbers) {
      boolean numbersElse = numbers > 0 && texts == count(rules::isMissingNoMore);
      return new NumberTexts.Verdict(
          CellType.TEXT,
          words.keySet().stream()
              .filter(word -> numbersElse)
              .findFirst()
              .map(word -> NumberTexts.missingNoMore(name, word)));
    }
    NumberTexts.Verdict verdict = seen.of(name, rules);
    return quoted == null || verdict.note().isPresent()
        ? verdict
        : new NumberTexts.Verdict(
            verdict.type(),
            Optional.of(
                "column '%s' has numbers in quotes, such as '%s': read as numbers"
                    .formatted(Names.shortened(name), quoted)));
  }

  private int count(Predicate<String> which) {
    return words.entrySet().stream()
        .filter(word -> which.test(word.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Its arrays. */
  JsonArrays arrays() {
    return arrays;
  }

  /**
   * What its values are, where they can be no column of arrays; empty where they can.
   *
   * @param places of the rows that were looked at
   */
  String unfit(List<String> places) {
    if (arrays.width() == NONE) {
      return "";
    }
    return firstValue == NONE
        ? arrays.unfit(places)
        : "an array at %s, and another value at %s"
            .formatted(places.get(arrays.firstRow()), places.get(firstValue));
  }

  /** The row of its first object, or {@link #NONE}. */
  int firstObject() {
    return firstObject;
  }

  /** The row of the first value of it that is neither an object nor null, or {@link #NONE}. */
  int firstOther() {
    int array = arrays.firstRow();
    return firstValue == NONE || (array != NONE && array < firstValue) ? array : firstValue;
  }

  /** Whether it had objects. */
  boolean hasObjects() {
    return objects;
  }

  /** The length of its first array, if it had arrays only; or else {@link #NONE}. */
  int array() {
    return numbers + texts > 0 ? NONE : arrays.width();
  }

  /** Its column, or {@link #NONE}. */
  int column() {
    return column;
  }

  /** Leaves the columns of these names out; gives the names of those that there are. */
  List<String> leaveOut(Collection<String> names) {
    List<String> found = new ArrayList<>();
    for (JsonKeys child : children.values()) {
      if (names.contains(child.name)) {
        child.leftOut = true;
        found.add(child.name);
      } else {
        found.addAll(child.leaveOut(names));
      }
    }
    return found;
  }

  /** Whether nothing of its values is read. */
  boolean isLeftOut() {
    return leftOut;
  }

  /**
   * Numbers the columns below in the order in which keys first occurred.
   *
   * @return their keys
   */
  List<JsonKeys> numberColumns() {
    List<JsonKeys> columns = new ArrayList<>();
    children.values().forEach(child -> child.number(columns));
    return columns;
  }

  /** The columns of the keys in its objects. */
  List<JsonKeys> columnsBelow() {
    List<JsonKeys> all = new ArrayList<>();
    for (JsonKeys child : children.values()) {
      if (child.column != NONE) {
        all.add(child);
      }
      all.addAll(child.columnsBelow());
    }
    return all;
  }

  private void number(List<JsonKeys> columns) {
    if (leftOut) {
      return;
    }
    boolean nothingElse = !objects; // null in all rows
    if (nothingElse || numbers + texts > 0 || arrays.width() != NONE) {
      column = columns.size();
      columns.add(this);
    }
    children.values().forEach(child -> child.number(columns));
  }
}
