package io.kindling.predictor.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that are one object of JSON, and nothing else: what is behind it tells of a file that
 * was damaged or put together, and of a key that is there twice one value would be lost. Errors say
 * in which line and column.
 */
public final class StrictJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build());

  private static final TypeReference<LinkedHashMap<String, Object>> ENTRIES =
      new TypeReference<>() {};

  private final String place;
  private final int firstLine;
  private final String expected;

  private StrictJson(String place, int firstLine, String expected) {
    this.place = place;
    this.firstLine = firstLine;
    this.expected = expected;
  }

  /**
   * The bytes of a file, which may grow or shrink meanwhile: others may replace it.
   *
   * @param place what errors call it
   * @param length that its file system says it has
   * @param most that any such file has
   * @param expected what errors say it should be
   * @throws InvalidInputException when these are more, before any is read
   */
  public static byte[] bytes(String place, InputStream in, long length, int most, String expected)
      throws IOException {
    if (length > most) {
      throw InvalidInputException.at(
          place, length + " bytes", "%s of at most %s".formatted(expected, most));
    }
    return in.readNBytes(most); // whatever else a device would give
  }

  /**
   * The entries of an object, by their keys.
   *
   * @param place what errors call the file
   * @param expected what errors say it should be
   * @throws InvalidInputException when it is no such object alone
   */
  public static Map<String, Object> entries(String place, byte[] json, String expected) {
    return read(place, json, expected, ENTRIES);
  }

  /** The same, of a file that has an object in each line; {@code line} is counted from 1. */
  public static Map<String, Object> entriesOfLine(
      String place, int line, byte[] json, String expected) {
    return new StrictJson(place, line, expected).read(json, ENTRIES);
  }

  /** The same, as a tree. */
  public static ObjectNode tree(String place, byte[] json, String expected) {
    return read(place, json, expected, new TypeReference<ObjectNode>() {});
  }

  /** The same, as a value of another type. */
  public static <T> T read(String place, byte[] json, String expected, TypeReference<T> type) {
    return new StrictJson(place, 1, expected).read(json, type);
  }

  private <T> T read(byte[] json, TypeReference<T> type) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw InvalidInputException.at(place, "nothing", expected);
      }
      if (first != JsonToken.START_OBJECT) {
        throw InvalidInputException.at(
            at(parser.currentTokenLocation()),
            "'%s'".formatted(Names.shortened(parser.getText())),
            expected + ", an object of JSON");
      }
      T value = MAPPER.readValue(parser, type);
      checkEnd(parser);
      return value;
    } catch (JsonProcessingException e) {
      throw InvalidInputException.at(
          at(e.getLocation()), "invalid JSON (%s)".formatted(reason(e)), expected);
    } catch (CharConversionException e) {
      throw InvalidInputException.at(place, "bytes that are not UTF-8", expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of bytes in memory
    }
  }

  private void checkEnd(JsonParser parser) throws IOException {
    JsonLocation behind;
    try {
      if (parser.nextToken() == null) {
        return;
      }
      behind = parser.currentTokenLocation();
    } catch (JsonProcessingException e) {
      behind = e.getLocation();
    }
    throw InvalidInputException.at(at(behind), "something behind the end of the JSON", expected);
  }

  private String at(@Nullable JsonLocation location) {
    return location == null
        ? place
        : "%s:%s:%s".formatted(place, firstLine - 1 + location.getLineNr(), location.getColumnNr());
  }

  /** Why it is no JSON, in one line, and without what the parser could have read instead. */
  public static String reason(JsonProcessingException error) {
    if (error instanceof JsonEOFException) {
      return "it ends within a value";
    }
    String reason = FirstLine.of(error.getOriginalMessage());
    int more = reason.indexOf(": was expecting");
    return Names.shortened(more < 0 ? reason : reason.substring(0, more));
  }
}
