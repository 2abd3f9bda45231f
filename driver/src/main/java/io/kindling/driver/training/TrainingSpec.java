package io.kindling.driver.training;

import io.kindling.driver.data.BatchRule;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Require;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
 * @param initialWeights what training starts with, if not with what follows from the seed
 * @param initFrom the model it starts from, if it starts from one
 * @param freeze the layers whose parameters stay as they are: positions, or nodes
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
    long seed,
    Optional<InitialWeights> initialWeights,
    Optional<InitFrom> initFrom,
    List<String> freeze) {
  /** Epochs if none are given. */
  public static final int DEFAULT_EPOCHS = 10;

  /** Seed if none is given. */
  public static final long DEFAULT_SEED = 1;

  /** Copies, and checks the numbers. */
  public TrainingSpec {
    metrics = List.copyOf(metrics);
    freeze = List.copyOf(freeze);
    if (!labelScale.suitsLabels()) {
      throw new IllegalArgumentException(
          "The scale of labels must be for numbers, got " + labelScale.configName());
    }
    Require.atLeast(1, "Epochs", epochs);
    if (initialWeights.isPresent() && initFrom.isPresent()) {
      throw new IllegalArgumentException(
          "A training must start from one thing, got initial weights and a model");
    }
    BatchRule.check(batchSize, shards);
  }

  /** A builder of the declaration of a training by these, with defaults for all else. */
  public static TrainingSpecBuilder builder(NetworkSpec network, Loss loss) {
    return new TrainingSpecBuilder(network, loss);
  }

  /** A builder that starts with these settings. */
  public TrainingSpecBuilder toBuilder() {
    TrainingSpecBuilder builder = builder(network, loss);
    builder.takeAll(this);
    return builder;
  }

  /** The same with another sync policy. */
  public TrainingSpec with(SyncPolicy policy) {
    return toBuilder().sync(policy).build();
  }

  /** The same with other decisions by validation. */
  public TrainingSpec with(EarlyStopping stopping) {
    return toBuilder().earlyStopping(stopping).build();
  }

  /** The same with another reaction to divergence. */
  public TrainingSpec with(OnDivergence reaction) {
    return toBuilder().onDivergence(reaction).build();
  }

  /** The same with another budget. */
  public TrainingSpec with(TrainingBudget most) {
    return toBuilder().budget(most).build();
  }

  /**
   * What trainings agree in that share each pass over the data.
   *
   * @param initFrom also says how rows are read
   */
  public record Shared(
      int epochs,
      Optional<TrainingBudget> budget,
      OptionalInt batchSize,
      OptionalInt shards,
      long seed,
      ScaleMode scale,
      ScaleMode labelScale,
      Optional<InitFrom> initFrom) {}

  /** What trainings on the same data have to agree in to share each pass over them. */
  public Shared shared() {
    return new Shared(epochs, budget, batchSize, shards, seed, scale, labelScale, initFrom);
  }

  /** How the rows are divided. */
  public BatchRule batches() {
    return new BatchRule(batchSize, shards, seed);
  }
}
