package io.kindling.predictor.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects texts, each distinct one once. */
final class TextChunkBuilder extends ChunkBuilder {
  private final int[] codes;
  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> distinct = new ArrayList<>();

  TextChunkBuilder(int rows) {
    this.codes = new int[rows];
  }

  @Override
  void text(int row, String text) {
    Integer code = known.get(text);
    if (code == null) {
      code = distinct.size();
      known.put(text, code);
      distinct.add(text);
    }
    codes[row] = code;
  }

  /** Whole numbers without a fraction, as a person writes them. */
  @Override
  void number(int row, double value) {
    text(row, NumberText.of(value));
  }

  @Override
  void missing(int row) {
    codes[row] = TextChunk.MISSING;
  }

  @Override
  ColumnChunk build(int rows) {
    ColumnChunk chunk = TextChunk.of(distinct.toArray(String[]::new), codes, rows);
    known.clear();
    distinct.clear();
    return chunk;
  }
}
