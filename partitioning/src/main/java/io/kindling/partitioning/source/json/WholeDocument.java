package io.kindling.partitioning.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file whose only object is no row, but holds all of them: in an array, as web services answer,
 * or column by column or by their numbers, as pandas writes them unless it is told otherwise.
 */
final class WholeDocument {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d+");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]\\w*");
  private static final String LINES = "an object in each line";
  private static final String OF_PANDAS =
      LINES + ", as to_json(orient='records', lines=True) writes them";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final JsonParser parser;
  private final Deque<String> path = new ArrayDeque<>();
  private final List<String> keys = new ArrayList<>(); // of the object itself
  private int objects; // that are values of it
  private int numbered; // of these, such whose keys are all whole numbers
  private List<String> rows = List.of(); // where the array of most objects is
  private int most = 1;
  private boolean ofArrays;
  private final List<Integer> lengths = new ArrayList<>(); // of arrays that are values of it
  private boolean withTexts; // in these arrays, which are no numbers for one row then

  private WholeDocument(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Checks that a text is not one.
   *
   * @param place what errors call the file
   * @param rules that tell which keys are not wanted
   * @throws InvalidInputException when it is
   */
  static void refuse(String place, String text, CellRules rules) {
    try (JsonParser parser = JSON.createParser(text)) {
      WholeDocument document = new WholeDocument(parser);
      if (parser.nextToken() == JsonToken.START_OBJECT && document.isAlone()) {
        document.refuse(place, rules);
      }
    } catch (JsonProcessingException e) {
      return; // what is no JSON is told with its line, when rows are read
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory
    }
  }

  /** Whether the text ends behind the object, or within it. */
  private boolean isAlone() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      keys.add(key);
      path.addLast(key);
      value(parser.nextToken());
      path.removeLast();
    }
    return parser.nextToken() == null;
  }

  private void value(JsonToken token) throws IOException {
    if (token == JsonToken.START_ARRAY) {
      array();
    } else if (token == JsonToken.START_OBJECT) {
      object();
    }
  }

  private void object() throws IOException {
    boolean all = true;
    boolean any = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      any = true;
      all &= WHOLE_NUMBER.matcher(parser.currentName()).matches();
      path.addLast(parser.currentName());
      value(parser.nextToken());
      path.removeLast();
    }
    if (path.size() == 1) {
      objects++;
      numbered += any && all ? 1 : 0;
    }
  }

  private void array() throws IOException {
    int within = 0;
    int length = 0;
    boolean arrays = false;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      length++;
      withTexts |= path.size() == 1 && token == JsonToken.VALUE_STRING;
      if (token.isStructStart()) {
        within++;
        arrays |= token == JsonToken.START_ARRAY;
        parser.skipChildren();
      }
    }
    if (path.size() == 1) {
      lengths.add(length);
    }
    boolean higher = rows.isEmpty() || path.size() < rows.size();
    if (within > 1 && (higher || (path.size() == rows.size() && within > most))) {
      rows = List.copyOf(path);
      most = within;
      ofArrays = arrays;
    }
  }

  private void refuse(String place, CellRules rules) {
    boolean lists =
        withTexts
            && lengths.size() == keys.size()
            && lengths.size() > 1
            && lengths.stream().distinct().count() == 1
            && lengths.get(0) > 1
            && rows.isEmpty();
    if (lists || (!keys.isEmpty() && numbered == keys.size())) {
      throw InvalidInputException.at(
          place, "one object whose keys are columns, as pandas writes it", OF_PANDAS);
    }
    if (objects == keys.size()
        && objects > 1
        && keys.stream().allMatch(key -> WHOLE_NUMBER.matcher(key).matches())) {
      throw InvalidInputException.at(
          place, "one object whose keys number the rows, as pandas writes it", OF_PANDAS);
    }
    if (rows.isEmpty() || rules.types().get(rows.get(0)) == CellType.SKIPPED) {
      return;
    }
    String found = "one object with the rows in '%s'".formatted(String.join(".", rows));
    if (ofArrays) {
      throw InvalidInputException.at(place, found + ", as arrays without keys", OF_PANDAS);
    }
    throw InvalidInputException.at(
        place, found, LINES + "; jq -c '%s[]' makes such lines of it".formatted(jq()));
  }

  /** The way to the rows as jq takes it. */
  private String jq() {
    StringBuilder way = new StringBuilder();
    for (String name : rows) {
      way.append('.').append(PLAIN.matcher(name).matches() ? name : "\"" + name + "\"");
    }
    return way.toString();
  }
}
