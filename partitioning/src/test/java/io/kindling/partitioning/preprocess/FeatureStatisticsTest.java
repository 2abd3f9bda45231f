package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureStatisticsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final long SEED = 41;
  private static final int ROWS = 1009;
  private static final int SHARDS = 13;

  /** Welford's and Chan's formulas lose few bits: 10⁻¹² leaves 2¹² roundings of 2⁻⁵³. */
  private static final double TOLERANCE = 1e-12;

  static Stream<RandomRows> tables() {
    return Stream.of(
        new RandomRows(SEED, ROWS, 3, Storage.UINT8, 0),
        new RandomRows(SEED, ROWS, 3, Storage.FLOAT32, 0.5),
        new RandomRows(SEED, ROWS, 3, Storage.SPARSE, 0.5),
        new RandomRows(SEED, ROWS, 3, Storage.FLOAT32, 1e6));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theMeanIsThatOfTheDefinition(RandomRows rows) {
    double mean = TwoPass.of(rows, ROWS, 1).mean();
    assertEquals(mean, statistics(rows, 3, 4).mean(1), TOLERANCE * Math.max(1, Math.abs(mean)));
  }

  /**
   * Around 10⁶ a difference from the mean has lost 20 of its 53 bits, hence the wider bound. A
   * difference of sums of squares would lose 40.
   */
  @ParameterizedTest
  @MethodSource("tables")
  void theStandardDeviationIsThatOfTheDefinition(RandomRows rows) {
    double deviation = TwoPass.of(rows, ROWS, 1).standardDeviation();
    assertEquals(
        deviation, statistics(rows, 3, 4).standardDeviation(1), 100 * TOLERANCE * deviation);
  }

  static Stream<Arguments> divisions() {
    return Stream.of(
        Arguments.of(1, 2), Arguments.of(4, 3), Arguments.of(7, 13), Arguments.of(2, 50));
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void theBitsAreTheSameHoweverTheWorkIsDivided(int partitions, int tasks) {
    RandomRows rows = new RandomRows(SEED, ROWS, 3, Storage.FLOAT32, 0.1);
    assertEquals(text(statistics(rows, 1, 1)), text(statistics(rows, partitions, tasks)));
  }

  @ParameterizedTest
  @EnumSource
  void everyRowIsCounted(Storage storage) {
    RandomRows rows = new RandomRows(SEED, ROWS, 1, storage, 0);
    assertEquals(ROWS, statistics(rows, 3, 4).count(0));
  }

  @Test
  void zerosThatAreNotKeptAreTheLeastOrGreatestOfAFeature() {
    FeatureStatistics statistics = statistics(new RandomRows(SEED, 99, 1, Storage.SPARSE, 9), 2, 2);
    assertEquals(0f, statistics.min(0));
  }

  @Test
  void theDeviationOfOneRowIsZero() {
    FeatureStatistics one = new FeatureStatistics(1);
    one.add(new float[] {3});
    assertEquals(0, one.standardDeviation(0));
  }

  @Test
  void theDeviationOfAConstantIsExactlyZero() {
    FeatureStatistics constant = new FeatureStatistics(1);
    for (int i = 0; i < 100; i++) {
      constant.add(new float[] {0.1f});
    }
    assertEquals(0, constant.standardDeviation(0));
  }

  @Test
  void mergingAddsRows() {
    assertEquals(5, merged().count(0));
  }

  @Test
  void mergingGivesTheMeanOfAllRows() {
    assertEquals(4, merged().mean(0), TOLERANCE);
  }

  @Test
  void mergingGivesTheDeviationOfAllRows() {
    assertEquals(Math.sqrt((9 + 4 + 1 + 4 + 16) / 4.0), merged().standardDeviation(0), TOLERANCE);
  }

  @Test
  void mergingConstantsKeepsThemConstant() {
    FeatureStatistics left = of(0.1f, 0.1f, 0.1f);
    left.merge(of(0.1f, 0.1f));
    assertEquals("5 0.10000000149011612 0.0", text(left));
  }

  @Test
  void mergingNoRowsChangesNothing() {
    FeatureStatistics rows = of(1, 2, 4);
    rows.merge(new FeatureStatistics(1));
    assertEquals(text(of(1, 2, 4)), text(rows));
  }

  @Test
  void noRowsTakeOverWhatIsMerged() {
    FeatureStatistics none = new FeatureStatistics(1);
    none.merge(of(1, 2, 4.5f));
    assertEquals(text(of(1, 2, 4.5f)), text(none));
  }

  /** The rows 1, 2, 3 and 6, 8, of mean 4. */
  private static FeatureStatistics merged() {
    FeatureStatistics left = of(1, 2, 3);
    left.merge(of(6, 8));
    return left;
  }

  private static FeatureStatistics of(float... values) {
    FeatureStatistics statistics = new FeatureStatistics(1);
    for (float value : values) {
      statistics.add(new float[] {value});
    }
    return statistics;
  }

  private static FeatureStatistics statistics(RandomRows rows, int partitions, int tasks) {
    try (ShardedData data = rows.pack(SPARK.context(), partitions, SHARDS, tasks)) {
      return FeatureStatistics.of(data);
    }
  }

  private static String text(FeatureStatistics statistics) {
    return statistics.count(0) + " " + statistics.mean(0) + " " + statistics.standardDeviation(0);
  }
}
