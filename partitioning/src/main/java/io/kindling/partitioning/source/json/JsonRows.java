package io.kindling.partitioning.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/** Rows of objects. Keys that are absent, or null, are missing values. */
final class JsonRows implements RowReader {
  static final String IGNORED = "; or the column ignored";

  private final JsonKeys keys;
  private final List<String> columns;
  private final CellRules rules;
  private final JsonTokens tokens;
  private final JsonParser parser;
  private final long[] given; // the number of the row in which each column was last given
  private long row;

  JsonRows(JsonKeys keys, List<String> columns, CellRules rules, JsonTokens tokens) {
    this.keys = keys;
    this.columns = columns;
    this.rules = rules;
    this.tokens = tokens;
    this.parser = tokens.parser();
    this.given = new long[columns.size()];
  }

  @Override
  public boolean readRow(BlockBuilder builder) throws IOException, UnreadableRowException {
    if (!tokens.nextObject()) {
      return false;
    }
    row++;
    try {
      readObject(keys, builder);
    } catch (JsonProcessingException e) { // the end of a text is read when it is asked for
      throw tokens.broken(e);
    }
    tokens.endObject();
    for (int column = 0; column < given.length; column++) {
      if (given[column] != row) {
        missing(builder, column);
      }
    }
    builder.endRow(tokens.line());
    return true;
  }

  private void readObject(JsonKeys object, BlockBuilder builder)
      throws IOException, UnreadableRowException {
    while (tokens.next() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken token = tokens.next();
      JsonKeys node = object.child(key);
      if (node == null) {
        String name = object.name(key);
        if (!isSkipped(name)) {
          builder.leftOut(name, tokens.line());
        }
      }
      if (node == null || node.isLeftOut()) {
        tokens.skipChildren();
      } else {
        readValue(node, token, builder);
      }
    }
  }

  private boolean isSkipped(String name) {
    return rules.type(name).filter(CellType.SKIPPED::equals).isPresent();
  }

  private void readValue(JsonKeys node, JsonToken token, BlockBuilder builder)
      throws IOException, UnreadableRowException {
    int column = node.column();
    if (token == JsonToken.VALUE_NULL) {
      return; // as if the key were absent
    }
    if (token == JsonToken.START_OBJECT && (column == JsonKeys.NONE || node.hasObjects())) {
      readObject(node, builder);
      return;
    }
    if (column == JsonKeys.NONE) {
      throw unexpected(node, "an object or null, as in the first rows");
    }
    if (given[column] == row && builder.type(column) != CellType.SKIPPED) {
      throw tokens.unreadable(
          "'%s' twice".formatted(Names.shortened(node.name())), "each key once");
    }
    given[column] = row;
    switch (builder.type(column)) {
      case SKIPPED -> tokens.skipChildren();
      case VECTOR -> builder.vector(column, readVector(node, token, builder));
      default -> readCell(node, token, builder);
    }
  }

  private void readCell(JsonKeys node, JsonToken token, BlockBuilder builder)
      throws IOException, UnreadableRowException {
    if (!token.isScalarValue()) {
      boolean number = builder.type(node.column()) == CellType.NUMBER;
      throw unexpected(node, number ? "a number" : "a text");
    }
    builder.text(
        node.column(), parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private double[] readVector(JsonKeys node, JsonToken start, BlockBuilder builder)
      throws IOException, UnreadableRowException {
    int width = builder.columns().get(node.column()).width();
    if (start != JsonToken.START_ARRAY) {
      throw unexpected(node, array(width));
    }
    double[] values = new double[width];
    int count = 0;
    for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
      double value = tokens.number();
      if (Double.isNaN(value)) {
        throw unexpected(node, array(width));
      }
      if (count < width) {
        values[count] = value;
      }
      count++;
    }
    if (count != width) {
      throw tokens.unreadable(
          node.name(),
          "%s in '%s'".formatted(Names.count(count, "number"), Names.shortened(node.name())),
          array(width) + ", as in the first row that has one" + IGNORED);
    }
    return values;
  }

  private static String array(int width) {
    return "an array of " + Names.count(width, "number");
  }

  private void missing(BlockBuilder builder, int column) throws UnreadableRowException {
    if (builder.type(column) == CellType.VECTOR) {
      throw tokens.unreadable(
          columns.get(column),
          "nothing in '%s'".formatted(Names.shortened(columns.get(column))),
          array(builder.columns().get(column).width()) + IGNORED);
    }
    builder.missing(column);
  }

  private UnreadableRowException unexpected(JsonKeys node, String expected)
      throws IOException, UnreadableRowException {
    String found = "%s in '%s'".formatted(tokens.shown(), Names.shortened(node.name()));
    return node.column() == JsonKeys.NONE
        ? tokens.unreadable(found, expected)
        : tokens.unreadable(node.name(), found, expected + IGNORED);
  }
}
