package io.kindling.partitioning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowChecksumTest {
  private static final SourceRow ONE = row(1, 2);
  private static final SourceRow OTHER = row(3, 4);

  @Test
  void theSameRowsHaveTheSameChecksum() {
    assertEquals(of(ONE, OTHER), of(row(1, 2), row(3, 4)));
  }

  @Test
  void theOrderOfRowsMatters() {
    assertNotEquals(of(ONE, OTHER), of(OTHER, ONE));
  }

  @Test
  void theOrderOfNumbersMatters() {
    assertNotEquals(of(row(1, 2)), of(row(2, 1)));
  }

  @Test
  void theNumberOfRowsMatters() {
    assertNotEquals(of(row(0, 0)), of(row(0, 0), row(0, 0)));
  }

  @Test
  void aTargetMatters() {
    assertNotEquals(of(ONE), of(SourceRow.of("memory", 0, new double[] {1, 2}, 6)));
  }

  @Test
  void aWeightMatters() {
    assertNotEquals(of(ONE), of(ONE.withWeight(2)));
  }

  @Test
  void missingNumbersAreAlike() {
    double other = Double.longBitsToDouble(Double.doubleToRawLongBits(Double.NaN) + 1);
    assertEquals(of(row(Double.NaN)), of(row(other)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 15, 16, 20})
  void eachByteMatters(int place) {
    byte[] bytes = new byte[21];
    byte[] changed = bytes.clone();
    changed[place] = 1;
    assertNotEquals(
        of(SourceRow.ofBytes("memory", 0, bytes)), of(SourceRow.ofBytes("memory", 0, changed)));
  }

  private static SourceRow row(double... features) {
    return SourceRow.of("memory", 0, features, 5);
  }

  private static long of(SourceRow... rows) {
    RowChecksum checksum = new RowChecksum();
    Arrays.stream(rows).forEach(checksum::add);
    return checksum.value();
  }
}
