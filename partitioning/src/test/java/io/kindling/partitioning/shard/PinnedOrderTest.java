package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.random.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which row goes where and is drawn when, as it was in version 0.1.0. A model follows from this
 * order, so the same seed gives the same model only as long as these values stay.
 */
class PinnedOrderTest {
  private static final int ROWS = 1009;
  private static final int SHARDS = 16;

  private static long hash(List<Long> values) {
    return values.stream().reduce(0L, (hash, value) -> 31 * hash + value);
  }

  static Stream<Arguments> assignments() {
    return Stream.of(
        arguments(
            ShardAssignment.all(1000, 17, 8),
            List.of(261L, 494L, 423L, 951L, 968L, 78L),
            0xB0A6740F3A9D512L),
        arguments(
            ShardAssignment.first(300, 1000, 17, 8),
            List.of(261L, -1L, -1L, -1L, -1L, 78L),
            0x2949AB78C4D31944L),
        arguments(
            ShardAssignment.rest(300, 1000, 17, 8),
            List.of(-1L, 194L, 123L, 651L, 668L, -1L),
            0x9D1673929DF63BEEL));
  }

  @ParameterizedTest
  @MethodSource("assignments")
  void aRowKeepsItsShard(ShardAssignment assignment, List<Long> first, long hash) {
    List<Long> ranks = LongStream.range(0, 1000).map(assignment::rank).boxed().toList();
    assertEquals(first, ranks.subList(0, first.size()));
    assertEquals(hash, hash(ranks));
  }

  static Stream<Arguments> epochs() {
    return Stream.of(
        arguments(
            0,
            List.of(912L, 432L, 608L, 960L, 897L),
            List.of(368L, 240L, 80L, 145L, 561L),
            0xA44D066A5F989A88L),
        arguments(
            7,
            List.of(976L, 384L, 64L, 656L, 145L),
            List.of(736L, 160L, 240L, 833L, 401L),
            0x2DF34B2C2AFD98C8L));
  }

  @ParameterizedTest
  @MethodSource("epochs")
  void anEpochKeepsItsBatches(int epoch, List<Long> batch0, List<Long> batch1, long hash) {
    List<Long> drawn = drawn(new EpochSampler(5, ROWS, SHARDS, 50), epoch);
    assertEquals(batch0, drawn.subList(0, 5));
    assertEquals(batch1, drawn.subList(50, 55));
    assertEquals(hash, hash(drawn));
  }

  /** The ranks of the rows of one batch after another, in each the shards in turn. */
  private static List<Long> drawn(EpochSampler sampler, int epoch) {
    ShardAssignment assignment = ShardAssignment.all(ROWS, 5, SHARDS);
    List<Long> drawn = new ArrayList<>();
    for (int batch = 0; batch < sampler.batches(); batch++) {
      for (int shard = 0; shard < SHARDS; shard++) {
        Permutation order = sampler.order(shard, epoch, (int) assignment.rowsIn(shard));
        int first = sampler.firstElement(shard, batch);
        for (int i = 0; i < sampler.share(shard, batch); i++) {
          drawn.add(order.apply(first + i) * SHARDS + shard);
        }
      }
    }
    return drawn;
  }
}
