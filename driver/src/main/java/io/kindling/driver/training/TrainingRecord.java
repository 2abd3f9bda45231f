package io.kindling.driver.training;

import io.kindling.driver.sync.SyncPolicy;
import io.kindling.predictor.model.Provenance;

/**
 * What the states and the models of a training say of it, of which one thing changes on the way:
 * what executors compute with.
 */
final class TrainingRecord {
  private final SyncPolicy sync;
  private final TrainingIdentity identity;
  private final Provenance provenance;
  private final ArithmeticWatch arithmetic;

  /**
   * At the start.
   *
   * @param sync what is declared, or what was chosen by measuring
   * @param identity what is trained, on what
   * @param provenance of the models, but for the epoch whose parameters they have
   * @param arithmetic of the executors
   */
  TrainingRecord(
      SyncPolicy sync,
      TrainingIdentity identity,
      Provenance provenance,
      ArithmeticWatch arithmetic) {
    this.sync = sync;
    this.identity = identity;
    this.provenance = provenance;
    this.arithmetic = arithmetic;
  }

  /** What is declared, or what was chosen by measuring. */
  SyncPolicy sync() {
    return sync;
  }

  /** What is trained, on what so far. */
  TrainingIdentity identity() {
    return identity.computedBy(arithmetic.answers());
  }

  /** Of the models, as far as training is, but for the epoch whose parameters they have. */
  Provenance provenance() {
    return TrainingProvenance.computedBy(arithmetic.answers(), provenance);
  }

  /** Of the executors. */
  ArithmeticWatch arithmetic() {
    return arithmetic;
  }
}
