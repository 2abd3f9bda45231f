package io.kindling.submit.report.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;

/** Values of a record. */
public final class Json {
  /** Reads and writes records. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int DIGITS = 7;
  private static final double LARGEST_EXACT = 1L << 53;
  private static final double[] POWERS = powers();

  private Json() {}

  /** 1, 10, 100 … as far as they are exact. */
  private static double[] powers() {
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  /** A record as it is kept. */
  public static String text(JsonNode record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An object without entries. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An array without elements. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A number to seven digits; null for what is not finite, since JSON has no word for it. */
  public static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      return NullNode.instance;
    }
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) {
      return LongNode.valueOf((long) value);
    }
    return DoubleNode.valueOf(rounded(value));
  }

  /** The number to seven digits: a report has thousands, and decimals of any length take long. */
  private static double rounded(double value) {
    int behind = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
    if (Math.abs(behind) >= POWERS.length) {
      return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
    }
    double power = POWERS[Math.abs(behind)];
    // Both sides of the last operation are whole and exact, so its result is the nearest number.
    return behind >= 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
  }

  /** Numbers to seven digits. */
  public static ArrayNode numbers(double... values) {
    ArrayNode array = array();
    DoubleStream.of(values).forEach(value -> array.add(number(value)));
    return array;
  }

  /** Numbers to seven digits. */
  public static ArrayNode numbers(float[] values) {
    ArrayNode array = array();
    for (float value : values) {
      array.add(number(value));
    }
    return array;
  }

  /** A matrix, to seven digits. */
  public static ArrayNode matrix(double[][] values) {
    ArrayNode array = array();
    for (double[] row : values) {
      array.add(numbers(row));
    }
    return array;
  }

  /** Texts. */
  public static ArrayNode texts(Iterable<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** The numbers of an array; NaN for null. */
  public static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.path(i));
    }
    return values;
  }

  /** A number; NaN where there is none. */
  public static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }
}
