package io.kindling.partitioning.source.json;

import com.fasterxml.jackson.core.JsonParser;
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
import java.util.Set;

/** The keys in the first rows, and what is in them. */
final class JsonHead {
  /** How many rows are looked at. */
  static final int ROWS = 1000;

  private final JsonKeys keys = JsonKeys.root();
  private final List<String> notes = new ArrayList<>();
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

  private static void addObject(JsonKeys object, JsonTokens tokens)
      throws IOException, UnreadableRowException {
    object.sawObject();
    while (tokens.next() != JsonToken.END_OBJECT) {
      JsonKeys key = object.add(tokens.parser().currentName());
      JsonToken token = tokens.next();
      switch (token) {
        case START_OBJECT -> addObject(key, tokens);
        case START_ARRAY -> addArray(key, tokens);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> key.sawNumber(tokens.text());
        case VALUE_TRUE, VALUE_FALSE -> key.sawTruth();
        case VALUE_NULL -> {} // as if the key were absent
        default -> key.sawText(tokens.text());
      }
    }
  }

  private static void addArray(JsonKeys key, JsonTokens tokens)
      throws IOException, UnreadableRowException {
    JsonParser parser = tokens.parser();
    int length = 0;
    boolean numbers = true;
    while (tokens.next() != JsonToken.END_ARRAY) {
      numbers &= parser.currentToken().isNumeric();
      if (parser.currentToken().isStructStart()) {
        tokens.skipChildren();
      }
      length++;
    }
    key.sawArray(length, numbers);
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
      String unfit = rules.isLenient() ? key.unfit(rows) : "";
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
}
