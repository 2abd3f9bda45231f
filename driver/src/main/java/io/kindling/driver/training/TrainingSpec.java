package io.kindling.driver.training;

import io.kindling.driver.data.BatchRule;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Require;
import io.kindling.partitioning.preprocess.ScaleMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A training as it is declared: with the data, all that determines the model; and how much of it a
 * run takes.
 *
 * @param network the layers
 * @param loss what training makes small
 * @param update how
 * @param classWeights how much rows count because of their class; all alike if empty
 * @param metrics what validation measures besides the loss
 * @param earlyStopping what validation decides
 * @param sync how often the shards' parameters become one
 * @param onDivergence what becomes of the training when something of it is not finite
 * @param scale how features are scaled
 * @param labelScale how the targets of a regression are scaled in training; predictions and metrics
 *     are in the units of the data, the loss in those of the scaled targets
 * @param epochs passes over the data, at least 1
 * @param budget what a run takes of them at most, if not all
 * @param batchSize rows in an optimizer step, over all shards; if not given, it follows from the
 *     number of rows
 * @param shards into how many parts the data is divided; the model depends on it, and on no other
 *     division. If not given, it follows from the batch size
 * @param seed of all randomness
 */
public record TrainingSpec(
    NetworkSpec network,
    Loss loss,
    UpdateRule update,
    Optional<ClassWeights> classWeights,
    List<Metric> metrics,
    EarlyStopping earlyStopping,
    SyncPolicy sync,
    OnDivergence onDivergence,
    ScaleMode scale,
    ScaleMode labelScale,
    int epochs,
    Optional<TrainingBudget> budget,
    OptionalInt batchSize,
    OptionalInt shards,
    long seed) {
  /** Epochs if none are given. */
  public static final int DEFAULT_EPOCHS = 10;

  /** Seed if none is given. */
  public static final long DEFAULT_SEED = 1;

  /** Copies, and checks the numbers. */
  public TrainingSpec {
    metrics = List.copyOf(metrics);
    if (!labelScale.suitsLabels()) {
      throw new IllegalArgumentException(
          "The scale of labels must be for numbers, got " + labelScale.configName());
    }
    Require.atLeast(1, "Epochs", epochs);
    BatchRule.check(batchSize, shards);
  }

  /** A training that fails where it diverges. */
  public TrainingSpec(
      NetworkSpec network,
      Loss loss,
      UpdateRule update,
      Optional<ClassWeights> classWeights,
      List<Metric> metrics,
      EarlyStopping earlyStopping,
      SyncPolicy sync,
      ScaleMode scale,
      ScaleMode labelScale,
      int epochs,
      OptionalInt batchSize,
      OptionalInt shards,
      long seed) {
    this(
        network,
        loss,
        update,
        classWeights,
        metrics,
        earlyStopping,
        sync,
        new OnDivergence.Stop(),
        scale,
        labelScale,
        epochs,
        Optional.empty(),
        batchSize,
        shards,
        seed);
  }

  /** A training on targets as they are. */
  public TrainingSpec(
      NetworkSpec network,
      Loss loss,
      UpdateRule update,
      Optional<ClassWeights> classWeights,
      List<Metric> metrics,
      EarlyStopping earlyStopping,
      SyncPolicy sync,
      ScaleMode scale,
      int epochs,
      OptionalInt batchSize,
      OptionalInt shards,
      long seed) {
    this(
        network,
        loss,
        update,
        classWeights,
        metrics,
        earlyStopping,
        sync,
        scale,
        ScaleMode.NONE,
        epochs,
        batchSize,
        shards,
        seed);
  }

  /** A training by an optimizer alone. */
  public TrainingSpec(
      NetworkSpec network,
      Loss loss,
      Optimizer optimizer,
      ScaleMode scale,
      int epochs,
      int batchSize,
      int shards,
      long seed) {
    this(
        network,
        loss,
        UpdateRule.of(optimizer),
        Optional.empty(),
        Metric.defaultsFor(loss),
        EarlyStopping.NONE,
        new EveryStep(),
        scale,
        epochs,
        OptionalInt.of(batchSize),
        OptionalInt.of(shards),
        seed);
  }

  /** The same with another sync policy. */
  public TrainingSpec with(SyncPolicy policy) {
    return changed(change -> change.sync = policy);
  }

  /** The same with other decisions by validation. */
  public TrainingSpec with(EarlyStopping stopping) {
    return changed(change -> change.earlyStopping = stopping);
  }

  /** The same with another reaction to divergence. */
  public TrainingSpec with(OnDivergence reaction) {
    return changed(change -> change.onDivergence = reaction);
  }

  /** The same on targets that are scaled. */
  public TrainingSpec withLabelScale(ScaleMode mode) {
    return changed(change -> change.labelScale = mode);
  }

  /** The same with another budget, or none. */
  public TrainingSpec with(Optional<TrainingBudget> most) {
    return changed(change -> change.budget = most);
  }

  private TrainingSpec changed(Consumer<Change> setting) {
    Change change = new Change(this);
    setting.accept(change);
    return new TrainingSpec(
        network,
        loss,
        update,
        classWeights,
        metrics,
        change.earlyStopping,
        change.sync,
        change.onDivergence,
        scale,
        change.labelScale,
        epochs,
        change.budget,
        batchSize,
        shards,
        seed);
  }

  /** What of a declaration may be replaced; each as it is until it is set. */
  private static final class Change {
    private EarlyStopping earlyStopping;
    private SyncPolicy sync;
    private OnDivergence onDivergence;
    private ScaleMode labelScale;
    private Optional<TrainingBudget> budget;

    Change(TrainingSpec spec) {
      earlyStopping = spec.earlyStopping;
      sync = spec.sync;
      onDivergence = spec.onDivergence;
      labelScale = spec.labelScale;
      budget = spec.budget;
    }
  }

  /** How the rows are divided. */
  public BatchRule batches() {
    return new BatchRule(batchSize, shards, seed);
  }
}
