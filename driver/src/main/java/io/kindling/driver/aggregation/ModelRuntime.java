package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.preprocess.RowTransform;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.preprocess.TargetScale;
import io.kindling.partitioning.shard.ShardBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as an executor needs it: compiled once per process, with the buffers of each task thread.
 * It is broadcast once for a training, so that the closure of a step carries next to nothing; the
 * buffers live as long as the broadcast does.
 *
 * <p>Spark's Kryo cannot serialise records, so the declaration travels as bytes.
 */
public final class ModelRuntime implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] spec;
  private final RowTransform transform;
  private final TargetScale targets;
  private final int capacity;
  private final boolean training;
  private final boolean touchedRows;
  private final float[] classWeights; // none if all classes count alike
  private transient @Nullable Objective objective;
  private transient @Nullable Map<Thread, Scratch> scratches;

  private ModelRuntime(
      ModelSpec spec,
      Preprocessing preprocessing,
      int capacity,
      boolean training,
      boolean touchedRows,
      float[] classWeights) {
    this.classWeights = classWeights;
    this.spec = serialize(spec);
    this.transform = preprocessing.transform();
    this.targets = preprocessing.targets();
    this.capacity = capacity;
    this.training = training;
    this.touchedRows = touchedRows;
  }

  /**
   * For steps whose shards contribute up to {@code capacity} rows each.
   *
   * @param touchedRows whether gradients of large tables may be the rows that were touched
   * @param classWeights how much the rows of each class count; all alike if empty
   */
  public static ModelRuntime forTraining(
      ModelSpec spec,
      Preprocessing preprocessing,
      int capacity,
      boolean touchedRows,
      Optional<float[]> classWeights) {
    return new ModelRuntime(
        spec, preprocessing, capacity, true, touchedRows, classWeights.orElse(new float[0]));
  }

  /** For evaluating and scoring, {@code capacity} rows at a time. */
  public static ModelRuntime forEvaluation(
      ModelSpec spec, Preprocessing preprocessing, int capacity) {
    return new ModelRuntime(spec, preprocessing, capacity, false, false, new float[0]);
  }

  /** The compiled model. */
  public synchronized Objective objective() {
    if (objective == null) {
      objective = new Objective(deserialize(spec));
    }
    return objective;
  }

  /** The form of the gradients of shards. */
  GradientForm gradientForm() {
    ParameterLayout layout = objective().network().parameters();
    return touchedRows ? GradientForm.of(layout, capacity) : GradientForm.whole(layout);
  }

  /** The buffers of the calling thread. They die with this, and with the thread. */
  public synchronized Scratch scratch() {
    if (scratches == null) {
      scratches = new WeakHashMap<>();
    }
    return scratches.computeIfAbsent(
        Thread.currentThread(),
        thread -> new Scratch(objective(), gradientForm(), transform, capacity, training));
  }

  /** Writes a row's inputs, targets and weight into the workspace; rows come in their order. */
  public void gather(ShardBlock block, int row, Scratch scratch, int place) {
    Workspace workspace = scratch.workspace;
    if (workspace.isSparse()) {
      transform.gather(block, row, scratch.sparseRows(place), scratch.features);
    } else {
      transform.gather(block, row, workspace.input(), place * transform.outputs());
    }
    block.readTargets(row, workspace.targets(), place * block.targetsPerRow());
    targets.apply(workspace.targets(), place * block.targetsPerRow());
    float ofClass = classWeights.length > 0 ? classWeights[(int) block.target(row)] : 1f;
    workspace.weights()[place] = ofClass * block.weight(row);
  }

  /**
   * Takes the outputs for rows that were gathered, and their targets, back to the units of the
   * data. The targets are read again: scaling and undoing it would not always give the same number.
   *
   * @param from the first of the rows in the block
   */
  public void toDataUnits(ShardBlock block, int from, int rows, Workspace workspace) {
    if (targets.mode() == ScaleMode.NONE) {
      return;
    }
    targets.undo(workspace.logits(), rows);
    for (int i = 0; i < rows; i++) {
      block.readTargets(from + i, workspace.targets(), i * block.targetsPerRow());
    }
  }

  /** The scaling of the targets. */
  public TargetScale targets() {
    return targets;
  }

  /**
   * Writes the inputs of a row of features, as the source gave them, into the workspace; rows come
   * in their order.
   */
  public void setInput(float[] features, Scratch scratch, int place) {
    if (features.length != transform.inputs()) {
      throw new IllegalArgumentException(
          "A row must have %s features, got %s".formatted(transform.inputs(), features.length));
    }
    if (scratch.workspace.isSparse()) {
      System.arraycopy(features, 0, scratch.features, 0, features.length);
      transform.apply(scratch.features, scratch.sparseRows(place));
      return;
    }
    float[] inputs = scratch.workspace.input();
    int offset = place * transform.outputs();
    System.arraycopy(features, 0, inputs, offset + transform.lead(), features.length);
    transform.apply(inputs, offset);
  }

  /**
   * The buffers of one thread. A thread-local value would stay with a pooled thread until that has
   * made some more of them.
   */
  public static final class Scratch {
    private final Workspace workspace;
    private final float[] features; // a row as it is kept, on its way to sparse rows
    private final Network network;
    private final Pool<GradientSum> gradients;
    private @Nullable ReplicaScratch replicas;

    private Scratch(
        Objective objective,
        GradientForm form,
        RowTransform transform,
        int capacity,
        boolean training) {
      this.network = objective.network();
      boolean sparse = transform.isSparse() && network.takesSparse();
      this.workspace = workspace(network, capacity, training, sparse);
      this.features = new float[sparse ? transform.inputs() : 0];
      this.gradients = new Pool<>(form.sums());
      Arrays.fill(workspace.weights(), 1f);
    }

    private static Workspace workspace(
        Network network, int capacity, boolean training, boolean sparse) {
      if (sparse) {
        return training
            ? Workspace.forSparseTraining(network, capacity)
            : Workspace.forSparseEvaluation(network, capacity);
      }
      return training
          ? Workspace.forTraining(network, capacity)
          : Workspace.forEvaluation(network, capacity);
    }

    /** The sparse rows, to add the one of a place: place 0 is the first of a new batch. */
    private SparseRows sparseRows(int place) {
      SparseRows rows = workspace.sparseInput();
      if (place == 0) {
        rows.clear();
      }
      return rows;
    }

    /** The workspace. */
    public Workspace workspace() {
      return workspace;
    }

    /** Gradients, one for each shard of a task until they are merged. */
    Pool<GradientSum> gradients() {
      return gradients;
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

  private static byte[] serialize(ModelSpec spec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ModelSpec deserialize(byte[] bytes) {
    try (ObjectInputStream in = new TaskObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (ModelSpec) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("an executor lacks a class of the model", e);
    }
  }

  /** Finds classes as Spark does: with the class loader of the task, which knows the added jars. */
  private static final class TaskObjectInputStream extends ObjectInputStream {
    TaskObjectInputStream(ByteArrayInputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(java.io.ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(description.getName(), false, loader);
    }
  }
}
