package io.kindling.submit.report.record;

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

  private static final MathContext DIGITS = new MathContext(7);
  private static final double LARGEST_EXACT = 1L << 53;

  private Json() {}

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
    return DoubleNode.valueOf(new BigDecimal(value).round(DIGITS).doubleValue());
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
