package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.Workspace;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.predictor.preprocess.KeptRows;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.scoring.CompiledModel;
import io.kindling.predictor.scoring.RowBuffers;
import java.io.Serializable;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as an executor needs it: compiled once per process, with the buffers of each task thread.
 * It is broadcast once for a training, so that the closure of a step carries next to nothing; the
 * buffers live as long as the broadcast does.
 */
public final class ModelRuntime implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CompiledModel model;
  private final int capacity;
  private final boolean training;
  private final boolean touchedRows;
  private final int entries; // of a sparse row at most; 0 where rows are dense
  private final float[] classWeights; // none if all classes count alike
  private transient @Nullable Map<Thread, Scratch> scratches;

  private ModelRuntime(
      CompiledModel model,
      int capacity,
      boolean training,
      boolean touchedRows,
      int entries,
      float[] classWeights) {
    this.model = model;
    this.capacity = capacity;
    this.training = training;
    this.touchedRows = touchedRows;
    this.entries = entries;
    this.classWeights = classWeights;
  }

  /**
   * For steps whose shards contribute up to {@code capacity} rows each. Gradients are whole, and
   * all classes count alike.
   */
  public static ModelRuntime forTraining(
      ModelSpec spec, Preprocessing preprocessing, int capacity) {
    CompiledModel model = new CompiledModel(spec, preprocessing);
    return new ModelRuntime(model, capacity, true, false, 0, new float[0]);
  }

  /** For evaluating and scoring, {@code capacity} rows at a time. */
  public static ModelRuntime forEvaluation(
      ModelSpec spec, Preprocessing preprocessing, int capacity) {
    CompiledModel model = new CompiledModel(spec, preprocessing);
    return new ModelRuntime(model, capacity, false, false, 0, new float[0]);
  }

  /**
   * The same, whose gradients of large tables may be the rows that were touched.
   *
   * @param most how many values are kept of a sparse row at most; 0 where rows are dense
   */
  public ModelRuntime withTouchedRows(int most) {
    return new ModelRuntime(model, capacity, training, true, most, classWeights);
  }

  /**
   * The same, where rows count by their classes.
   *
   * @param weights one for each class
   */
  public ModelRuntime withClassWeights(float[] weights) {
    return new ModelRuntime(model, capacity, training, touchedRows, entries, weights);
  }

  /** The compiled model. */
  public Objective objective() {
    return model.objective();
  }

  /** The form of the gradients of shards. */
  GradientForm gradientForm() {
    Network network = objective().network();
    return touchedRows
        ? GradientForm.of(network, capacity, model.mostEntries(entries))
        : GradientForm.whole(network.parameters());
  }

  /** The buffers of the calling thread. They die with this, and with the thread. */
  public synchronized Scratch scratch() {
    if (scratches == null) {
      scratches = new WeakHashMap<>();
    }
    return scratches.computeIfAbsent(
        Thread.currentThread(), thread -> new Scratch(model, gradientForm(), capacity, training));
  }

  /** Writes a row's inputs, targets and weight into the workspace; rows come in their order. */
  public void gather(ShardBlock block, int row, Scratch scratch, int place) {
    gather(block, block, row, scratch, place);
  }

  /** The same of a row whose features stand elsewhere, at the same place. */
  public void gather(KeptRows features, ShardBlock block, int row, Scratch scratch, int place) {
    scratch.rows.gather(features, row, place);
    setTargets(block::readTargets, row, scratch, place);
    float ofClass = classWeights.length > 0 ? classWeights[(int) block.target(row)] : 1f;
    scratch.workspace().weights()[place] = ofClass * block.weight(row);
  }

  /** Gives the targets of rows. */
  @FunctionalInterface
  public interface RowTargets {
    /** Writes those of a row, in the units of the data, to {@code into[offset …]}. */
    void read(int row, float[] into, int offset);
  }

  /** Writes a row's targets into the workspace. */
  public void setTargets(RowTargets targets, int row, Scratch scratch, int place) {
    float[] into = scratch.workspace().targets();
    int offset = place * targetsPerRow();
    targets.read(row, into, offset);
    model.targets().apply(into, offset);
  }

  private int targetsPerRow() {
    return model.objective().network().targetsPerRow();
  }

  /**
   * Takes the outputs for rows that were gathered, and their targets, back to the units of the
   * data. The targets are read again: scaling and undoing it would not always give the same number.
   *
   * @param from the first of the rows
   */
  public void toDataUnits(RowTargets rowTargets, int from, int rows, Workspace workspace) {
    TargetScale targets = model.targets();
    if (targets.mode() == ScaleMode.NONE) {
      return;
    }
    targets.undo(workspace.logits(), rows);
    for (int i = 0; i < rows; i++) {
      rowTargets.read(from + i, workspace.targets(), i * targetsPerRow());
    }
  }

  /**
   * The buffers of one thread. A thread-local value would stay with a pooled thread until that has
   * made some more of them.
   */
  public static final class Scratch {
    private final RowBuffers rows;
    private final Network network;
    private final Pool<GradientSum> gradients;
    private final int capacity;
    private @Nullable ShardBlock nearby;
    private @Nullable ReplicaScratch replicas;

    private Scratch(CompiledModel model, GradientForm form, int capacity, boolean training) {
      this.network = model.objective().network();
      this.capacity = capacity;
      this.rows = new RowBuffers(model, capacity, training);
      this.gradients = new Pool<>(form.sums());
    }

    /** The workspace. */
    public Workspace workspace() {
      return rows.workspace();
    }

    /** Gradients, one for each shard of a task until they are merged. */
    Pool<GradientSum> gradients() {
      return gradients;
    }

    /** Room for a pass's rows of a block; null where they are better read where they are. */
    @Nullable ShardBlock nearby(ShardBlock block) {
      if (nearby == null) {
        nearby = block.nearby(capacity).orElse(null);
      }
      return nearby;
    }

    /**
     * The buffers for replicas, the same for all rounds of a training.
     *
     * @param summedMoments how many of the optimizer's moments travel
     */
    ReplicaScratch replicas(UpdateRule rule, int summedMoments) {
      if (replicas == null) {
        replicas = new ReplicaScratch(network, rule, summedMoments);
      }
      return replicas;
    }
  }
}
