package io.kindling.partitioning.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.StrictJson;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.io.Reader;

/** The tokens of a text that holds an object in each line. */
final class JsonTokens {
  private static final String EXPECTED = "an object in each line, such as {\"x\": 1, \"y\": 2}";
  private static final String APOSTROPHE = "Unexpected character (''' (code 39))";
  private static final String NOT_ENDED = "an object that does not end on its line";
  private static final String ON_ONE = "; jq -c . makes such lines of objects on several, or one";

  private final JsonParser parser;
  private long line; // of the object, from 0
  private long lastLine = -1; // of the object before it
  private boolean isFirst; // no object is before it

  /** Tokens of a text; Python writes numbers that are none as NaN, without quotes. */
  @SuppressWarnings("MustBeClosedChecker")
  JsonTokens(Reader text) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    this.parser = factory.createParser(text);
  }

  /** The parser, whose token is the current one. */
  JsonParser parser() {
    return parser;
  }

  /** The line of the current object, from 0. */
  long line() {
    return line;
  }

  /** Goes to the start of the next object; false if there is none. */
  boolean nextObject() throws IOException, UnreadableRowException {
    JsonToken token;
    try {
      token = parser.nextToken();
    } catch (JsonProcessingException e) {
      line = e.getLocation().getLineNr() - 1L;
      throw broken(e);
    }
    if (token == null) {
      return false;
    }
    line = parser.currentTokenLocation().getLineNr() - 1L;
    if (token == JsonToken.START_ARRAY) {
      throw array();
    }
    if (token != JsonToken.START_OBJECT) {
      throw unreadable("'" + Names.shortened(text()) + "'", EXPECTED);
    }
    if (line == lastLine) {
      throw unreadable("two objects", EXPECTED + ON_ONE);
    }
    isFirst = lastLine < 0;
    lastLine = line;
    return true;
  }

  private UnreadableRowException array() throws IOException, UnreadableRowException {
    boolean ofArrays = next() == JsonToken.START_ARRAY;
    return ofArrays
        ? new UnreadableRowException(line, "an array of arrays", EXPECTED)
        : new UnreadableRowException(
            line, "an array", EXPECTED + "; jq -c '.[]' makes such lines of an array");
  }

  /** The text of a token, of which the parser has read no more than the beginning yet. */
  String text() throws IOException, UnreadableRowException {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  /** The number that the token is; NaN where it is none, or none that is kept. */
  double number() throws IOException, UnreadableRowException {
    if (!parser.currentToken().isNumeric()) {
      return Double.NaN;
    }
    try {
      double number =
          NumberText.parse(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  /** The token as errors show it. */
  String shown() throws IOException, UnreadableRowException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      default -> "'%s'".formatted(Names.shortened(text()));
    };
  }

  /** The next token of the object. */
  JsonToken next() throws IOException, UnreadableRowException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new UnreadableRowException(line, NOT_ENDED, EXPECTED);
      }
      return token;
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  /** The end of the object, at which the parser stands. */
  void endObject() throws UnreadableRowException {
    if (parser.currentTokenLocation().getLineNr() - 1L != line) {
      throw notEnded();
    }
  }

  /** Passes over the array or object that starts here. */
  void skipChildren() throws IOException, UnreadableRowException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  /** A row that is none, at the current object. */
  UnreadableRowException unreadable(String found, String expected) {
    return isBeyond() ? notEnded() : new UnreadableRowException(line, found, expected);
  }

  /** A row that could be read without the column of this name. */
  UnreadableRowException unreadable(String column, String found, String expected) {
    return isBeyond() ? notEnded() : UnreadableRowException.ofColumn(column, line, found, expected);
  }

  /** Whether the token is on a line behind that of the object: what was found there is not its. */
  boolean isBeyond() {
    return parser.currentToken() != null && parser.currentTokenLocation().getLineNr() - 1L != line;
  }

  private UnreadableRowException notEnded() {
    return new UnreadableRowException(line, NOT_ENDED, isFirst ? EXPECTED + ON_ONE : EXPECTED);
  }

  /** A row that is none, since it is no JSON. */
  UnreadableRowException broken(JsonProcessingException error) {
    boolean cut = error.getLocation() != null && error.getLocation().getLineNr() - 1L != line;
    if (!cut && String.valueOf(error.getOriginalMessage()).contains(APOSTROPHE)) {
      return unreadable("apostrophes in place of quotes", EXPECTED + ", as json.dumps writes it");
    }
    if (error instanceof JsonEOFException) {
      return new UnreadableRowException(line, NOT_ENDED, EXPECTED);
    }
    return cut
        ? notEnded()
        : new UnreadableRowException(
            line,
            "a line that is not valid JSON (%s)".formatted(StrictJson.reason(error)),
            EXPECTED);
  }
}
