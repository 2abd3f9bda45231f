package io.kindling.partitioning.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranges of sparse rows, which take memory for what occurs in them. */
class MatrixSummaryTest {
  private static final int WIDE = Integer.MAX_VALUE;

  @Test
  void rowsOfTwoBillionPlacesTakeMemoryForTheirEntries() {
    MatrixSummary summary = summary(WIDE, block(WIDE, new int[] {3, WIDE - 1}, new int[] {3}));
    assertEquals("-1.0 -1.0 0", shown(summary, 3));
    assertEquals("0.0 1.0 0", shown(summary, WIDE - 1));
    assertEquals("0.0 0.0 0", shown(summary, 4));
  }

  @Test
  void wideRowsAreSummedUpAsNarrowOnesAre() {
    Random random = new Random(1);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int first = random.nextInt(900);
      rows.add(new int[] {first, first + 1 + random.nextInt(90)});
    }
    int[][] all = rows.toArray(int[][]::new);
    MatrixSummary narrow = summary(1000, block(1000, all));
    MatrixSummary wide = summary(WIDE, block(WIDE, all));
    MatrixSummary merged = summary(WIDE, block(WIDE, rows.subList(0, 600).toArray(int[][]::new)));
    merged.merge(summary(WIDE, block(WIDE, rows.subList(600, 1000).toArray(int[][]::new))));
    for (int place = 0; place < 1000; place++) {
      assertEquals(shown(narrow, place), shown(wide, place));
      assertEquals(shown(narrow, place), shown(merged, place));
    }
  }

  private static String shown(MatrixSummary summary, int place) {
    return "%s %s %s".formatted(summary.min(place), summary.max(place), summary.missing(place));
  }

  private static MatrixSummary summary(int width, RawBlock block) {
    MatrixSummary summary = new MatrixSummary(width, true);
    summary.add(block, block.column(0));
    return summary;
  }

  /**
   * Rows of −1 at the first place that is named, or of nothing where it is even, and of 1 at
   * others.
   */
  private static RawBlock block(int width, int[]... rows) {
    RawColumn column = new RawColumn("x", CellType.SPARSE, Shape.vector(width));
    BlockBuilder builder = new BlockBuilder(List.of(column), CellRules.NONE, rows.length);
    for (int row = 0; row < rows.length; row++) {
      double[] values = new double[rows[row].length];
      Arrays.fill(values, 1);
      values[0] = rows[row][0] % 2 == 0 ? Double.NaN : -1;
      builder.sparse(0, rows[row], values);
      builder.endRow(row);
    }
    return builder.build(null);
  }
}
