package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparseRowsTest {
  @Test
  void valuesThatAreWrittenInPlaceAreTheRowsNext() {
    SparseRows rows = new SparseRows(2, 10);
    rows.append(1, 5);
    rows.reserve(2);
    int next = rows.entries();
    rows.columns()[next] = 3;
    rows.columns()[next + 1] = 7;
    rows.added(2);
    rows.endRow();

    assertEquals(List.of(1, 3), List.of(next, rows.entries()));
    assertEquals(List.of(0, 3), List.of(rows.rowStart(0), rows.rowStart(1)));
  }

  @Test
  void theArraysGrowToTwiceTheirLengthWhenTheyAreFull() {
    SparseRows rows = new SparseRows(1, 300);
    for (int column = 0; column < 256; column++) {
      rows.append(column, 1);
    }
    assertEquals(256, rows.columns().length);

    rows.append(256, 1);
    assertEquals(List.of(512, 512), List.of(rows.columns().length, rows.values().length));
  }
}
