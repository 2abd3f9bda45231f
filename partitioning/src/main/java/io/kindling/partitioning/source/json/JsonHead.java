package io.kindling.partitioning.source.json;

import com.fasterxml.jackson.core.JsonToken;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.NumberTexts;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys in the first rows, and what is in them. */
final class JsonHead {
  /** How many rows are looked at. */
  static final int ROWS = 1000;

  private final JsonKeys keys = JsonKeys.root();
  private final List<String> notes = new ArrayList<>();
  private final List<String> places = new ArrayList<>(); // of the rows, also of a broken one
  private int rows;

  /** Whether enough rows were looked at. */
  boolean isFull() {
    return rows == ROWS;
  }

  /** Whether there was no row. */
  boolean isEmpty() {
    return rows == 0;
  }

  /** What a person may want to check of the columns, once these have been asked for. */
  List<String> notes() {
    return notes;
  }

  /** The keys of all objects. */
  JsonKeys keys() {
    return keys;
  }

  /**
   * Looks at the rows of a text. A row that is none ends them; it is told when rows are read, and
   * here only if it is the very first.
   *
   * @param place what errors call the file
   */
  void add(String place, String text) {
    try (StringReader reader = new StringReader(text)) {
      JsonTokens tokens = new JsonTokens(reader);
      while (!isFull() && tokens.nextObject()) {
        places.add("%s:%s".formatted(place, tokens.line() + 1));
        addObject(keys, tokens);
        tokens.endObject();
        rows++;
      }
    } catch (UnreadableRowException e) {
      if (isEmpty()) {
        throw InvalidInputException.at(
            place + ":" + (e.row().position() + 1), e.row().found(), e.row().expected());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory
    }
  }

  private void addObject(JsonKeys object, JsonTokens tokens)
      throws IOException, UnreadableRowException {
    int row = places.size() - 1;
    object.sawObject(row);
    while (tokens.next() != JsonToken.END_OBJECT) {
      if (tokens.isBeyond()) {
        tokens.endObject();
      }
      JsonKeys key = object.add(tokens.parser().currentName());
      JsonToken token = tokens.next();
      if (tokens.isBeyond()) {
        tokens.endObject();
      }
      switch (token) {
        case START_OBJECT -> addObject(key, tokens);
        case START_ARRAY -> addArray(key, tokens);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> key.sawNumber(row, tokens.text());
        case VALUE_TRUE, VALUE_FALSE -> key.sawTruth(row);
        case VALUE_NULL -> {} // as if the key were absent
        default -> key.sawText(row, tokens.text());
      }
    }
  }

  private void addArray(JsonKeys key, JsonTokens tokens)
      throws IOException, UnreadableRowException {
    int length = 0;
    String other = "";
    while (tokens.next() != JsonToken.END_ARRAY) {
      if (other.isEmpty() && Double.isNaN(tokens.number())) {
        other = tokens.shown();
      }
      if (tokens.parser().currentToken().isStructStart()) {
        tokens.skipChildren();
      }
      length++;
    }
    key.arrays().add(places.size() - 1, length, other);
  }

  /**
   * The columns of what was seen, in the order in which keys first occurred.
   *
   * @param place what errors call the file
   * @throws InvalidInputException when a key has points in its name and is that of others, too, or
   *     a column cannot be read as is declared
   */
  List<RawColumn> columns(String place, CellRules rules) {
    List<RawColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonKeys key : keys.numberColumns()) {
      if (!names.add(key.name())) {
        throw InvalidInputException.at(
            place, "column '%s' twice".formatted(Names.shortened(key.name())), "each name once");
      }
      String unfit = rules.isLenient() ? key.unfit(places) : "";
      if (!rules.isLenient() && isRead(key, rules)) {
        check(key, rules);
      }
      if (!unfit.isEmpty()) {
        columns.add(RawColumn.unfit(key.name(), unfit));
      } else if (key.array() > 0) {
        columns.add(new RawColumn(key.name(), CellType.VECTOR, Shape.vector(key.array())));
      } else {
        NumberTexts.Verdict verdict = key.verdict(rules);
        columns.add(RawColumn.of(key.name(), verdict.type()));
        verdict.note().filter(note -> rules.type(key.name()).isEmpty()).ifPresent(notes::add);
      }
    }
    return ColumnTypes.declared(place, columns, rules);
  }

  private static boolean isRead(JsonKeys key, CellRules rules) {
    return !rules.type(key.name()).equals(Optional.of(CellType.SKIPPED));
  }

  /** Objects beside other values would be columns that lack a value where the others have one. */
  private void check(JsonKeys key, CellRules rules) {
    String name = Names.shortened(key.name());
    List<String> below =
        key.columnsBelow().stream()
            .filter(column -> isRead(column, rules))
            .map(JsonKeys::name)
            .toList();
    if (!below.isEmpty()) { // and it is a column itself
      boolean objectFirst = key.firstObject() < key.firstOther();
      throw InvalidInputException.at(
          places.get(Math.max(key.firstObject(), key.firstOther())),
          "%s in '%s'".formatted(objectFirst ? "no object" : "an object", name),
          "%s, as at %s; or the column %s ignored"
              .formatted(
                  objectFirst ? "one" : "none",
                  places.get(Math.min(key.firstObject(), key.firstOther())),
                  objectFirst ? "'%s'".formatted(name) : Names.shortened(below)));
    }
    if (key.array() == 0) {
      throw InvalidInputException.at(
          places.get(key.arrays().firstRow()),
          "an empty array in '%s'".formatted(name),
          "numbers in it" + JsonRows.IGNORED);
    }
  }
}
