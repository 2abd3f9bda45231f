package io.kindling.driver.training;

import io.kindling.driver.optimizer.LearningState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often a training has gone back to where an epoch began, and where it would go back now. */
final class Rollbacks {
  private final OnDivergence declared;
  private List<Setback> setbacks;
  private @Nullable TrainingState kept;

  /**
   * Before the first epoch, or where a training goes on.
   *
   * @param setbacks before
   */
  Rollbacks(OnDivergence declared, List<Setback> setbacks) {
    this.declared = declared;
    this.setbacks = List.copyOf(setbacks);
  }

  /** All setbacks, in order. */
  List<Setback> setbacks() {
    return setbacks;
  }

  /** Those of an epoch. */
  List<Setback> setbacksOf(int epoch) {
    return setbacks.stream().filter(setback -> setback.epoch() == epoch).toList();
  }

  /** How many there may be. */
  int atMost() {
    return declared instanceof OnDivergence.Rollback rollback ? rollback.times() : 0;
  }

  /** Whether the next divergence leads back. */
  boolean isLeft() {
    return setbacks.size() < atMost();
  }

  /**
   * Keeps a state to go back to, if it may be wanted.
   *
   * @param state whose arrays go on changing
   */
  void keep(Supplier<TrainingState> state) {
    kept = null; // not two of them at a time
    if (atMost() > 0) {
      kept = state.get().copy();
    }
  }

  /** Keeps the start of the epoch in which a training goes on. */
  void keepStartOf(TrainingState resumed) {
    if (atMost() > 0) {
      kept = resumed.atEpochStart();
    }
  }

  /** What was learnt in the state that is kept. */
  Optional<LearningState> epochStart() {
    return Optional.ofNullable(kept).map(TrainingState::learning);
  }

  /** Where training goes back to after a divergence, if it does. */
  Optional<TrainingState> after(DivergedException reason) {
    if (!(declared instanceof OnDivergence.Rollback rollback) || kept == null || !isLeft()) {
      return Optional.empty();
    }
    Setback setback = reason.setback(Setback.factor(setbacks) * rollback.factor());
    setbacks = Stream.concat(setbacks.stream(), Stream.of(setback)).toList();
    return Optional.of(kept.after(setbacks));
  }
}
