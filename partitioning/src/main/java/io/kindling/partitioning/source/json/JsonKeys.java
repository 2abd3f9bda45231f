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

  private final String name;
  private final Map<String, JsonKeys> children = new LinkedHashMap<>();
  private boolean objects;
  private int numbers;
  private int texts;
  private int arrays;
  private int array = NONE;
  private boolean sameArrays = true; // all of as many numbers
  private int column = NONE;
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

  void sawObject() {
    objects = true;
  }

  void sawNumber(String text) {
    numbers++;
    seen.add(text);
  }

  /** Saw a text, which may be a number in quotes. */
  void sawText(String text) {
    if (Double.isNaN(NumberText.parse(text))) {
      texts++;
    } else {
      sawNumber(text);
      quoted = quoted == null ? text : quoted;
    }
  }

  /** Saw {@code true} or {@code false}. */
  void sawTruth() {
    texts++;
  }

  /** What the column is, where it is none of arrays. */
  NumberTexts.Verdict verdict(CellRules rules) {
    if (texts > numbers) {
      return new NumberTexts.Verdict(CellType.TEXT, Optional.empty());
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

  /** Saw an array of this length, of nothing but numbers or not. */
  void sawArray(int length, boolean ofNumbers) {
    array = array == NONE ? length : array;
    sameArrays &= ofNumbers && length == array;
    arrays++;
  }

  /**
   * What its values are, where they can be no column of arrays; empty where they can.
   *
   * @param rows that were looked at
   */
  String unfit(int rows) {
    if (arrays == 0) {
      return "";
    }
    if (numbers + texts > 0) {
      return "arrays and other values";
    }
    boolean fits = sameArrays && array > 0 && arrays == rows;
    return fits ? "" : "no arrays of as many numbers in all rows";
  }

  /** Whether it had objects. */
  boolean hasObjects() {
    return objects;
  }

  /** The length of its first array, if it had arrays only; or else {@link #NONE}. */
  int array() {
    return numbers + texts > 0 ? NONE : array;
  }

  /** Its column, or {@link #NONE}. */
  int column() {
    return column;
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

  private void number(List<JsonKeys> columns) {
    boolean nothingElse = !objects; // null in all rows
    if (nothingElse || numbers + texts > 0 || array != NONE) {
      column = columns.size();
      columns.add(this);
    }
    children.values().forEach(child -> child.number(columns));
  }
}
