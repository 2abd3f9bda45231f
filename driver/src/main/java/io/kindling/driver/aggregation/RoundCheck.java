package io.kindling.driver.aggregation;

import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;

/** Looks in the local steps of shards for the first value that is not finite. */
final class RoundCheck extends LeafWork<FirstNonFinite> {
  private static final long serialVersionUID = 1L;

  private final LocalRound round;
  private final ShippedParameters parameters;

  RoundCheck(LocalRound round, ShippedParameters parameters) {
    super(round.shards());
    this.round = round;
    this.parameters = parameters;
  }

  @Override
  protected FirstNonFinite leaf(Shard shard) {
    return round.check(parameters.get(), shard);
  }
}
