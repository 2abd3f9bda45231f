package io.kindling.driver.aggregation;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.shard.ShardedData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first value that is not finite when some shards compute a step, or a round of several, once
 * more: that of the first step, and there of the first shard. Travels, under Kryo too, hence no
 * record.
 */
public final class FirstNonFinite implements Mergeable<FirstNonFinite> {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(FirstNonFinite.class);

  private int step;
  private int shard;
  private int element;
  private String what;

  private FirstNonFinite(int step, int shard, int element, String what) {
    this.step = step;
    this.shard = shard;
    this.element = element;
    this.what = what;
  }

  /** There is none. */
  static FirstNonFinite none() {
    return new FirstNonFinite(0, 0, -1, "");
  }

  /**
   * There is one.
   *
   * @param step of the round, from 0
   * @param element the row in the shard; −1 where it belongs to none alone
   */
  static FirstNonFinite of(int step, int shard, int element, String what) {
    return new FirstNonFinite(step, shard, element, what);
  }

  /** Whether there is one. */
  boolean isPresent() {
    return !what.isEmpty();
  }

  @Override
  public void merge(FirstNonFinite right) {
    boolean earlier = right.step < step || (right.step == step && right.shard < shard);
    if (right.isPresent() && (!isPresent() || earlier)) {
      step = right.step;
      shard = right.shard;
      element = right.element;
      what = right.what;
    }
  }

  /**
   * What was found, and where; with the place of its row in the source, which is read once more for
   * that.
   *
   * @param steps of the round
   */
  String describe(ShardedData data, int steps) {
    if (!isPresent()) {
      return "each shard alone is finite, their sum is not";
    }
    String ofStep = steps > 1 ? "step %s of the %s of the round, ".formatted(step + 1, steps) : "";
    String row = element < 0 ? "" : place(data) + ", ";
    return "in %sshard %s, %s%s".formatted(ofStep, shard, row, what);
  }

  /** What was found stays true where the source can no longer be read. */
  private String place(ShardedData data) {
    try {
      return data.place(shard, element);
    } catch (RuntimeException e) {
      Interrupts.rethrow(e);
      log.warn("where the row stands in its source could not be found out", e);
      return "row %s there".formatted(element);
    }
  }
}
