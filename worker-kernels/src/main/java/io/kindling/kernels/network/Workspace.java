package io.kindling.kernels.network;

import io.kindling.kernels.layer.InputStack;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.layer.WeightMatrix;
import io.kindling.kernels.math.VectorMath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All buffers of one thread for batches of up to {@link #capacity()} rows. Made once, used for
 * every step; what a buffer holds beyond the rows of the pass at hand is left over from an earlier
 * one and means nothing.
 */
public final class Workspace {
  private final int capacity;
  private final float[] targets;
  private final float[] weights;
  private final float[][] values;
  private final float[][] scratch;
  private final float[][] gradients;
  private final float[] spare;
  private final VectorMath math = new VectorMath();
  private final @Nullable LayerBuffers[] layers;
  private final @Nullable SparseRows sparseInput; // instead of the dense one
  private final int passes; // that the input, the targets and the weights have room for
  private final @Nullable InputStack stack;
  private final int parameters;
  private final Supplier<TouchedArray> discards = this::discarded;
  private @Nullable TouchedArray discarded;

  private Workspace(Network network, int capacity, boolean training, boolean sparse) {
    List<Integer> widths = network.widths();
    this.capacity = capacity;
    this.parameters = network.parameters().size();
    if (sparse && !network.takesSparse()) {
      throw new IllegalArgumentException("The network does not take sparse rows");
    }
    this.sparseInput = sparse ? new SparseRows(capacity, widths.get(0)) : null;
    Optional<WeightMatrix> stacked = training && !sparse ? network.stacked() : Optional.empty();
    this.passes = stacked.map(weights -> InputStack.passes(capacity, weights)).orElse(1);
    this.values = new float[widths.size()][];
    this.scratch = new float[widths.size()][];
    this.gradients = new float[training ? widths.size() : 0][];
    if (training && network.givesInputGradient()) {
      gradients[0] = allocate(widths.get(0));
    }
    int added = 0;
    for (int i = 0; i < widths.size(); i++) {
      values[i] = allocate(i == 0 ? inputs(sparse, widths.get(0)) : widths.get(i));
    }
    this.stack =
        stacked
            .filter(weights -> passes > 1)
            .map(weights -> new InputStack(weights, values[0], capacity * passes))
            .orElse(null);
    this.targets = allocate(network.targetsPerRow() * passes);
    this.weights = new float[capacity * passes];
    for (Operation operation : network.operations()) {
      int target = operation.target();
      if (training) {
        gradients[target] = allocate(widths.get(target));
      }
      if (operation instanceof LayerOperation layer) {
        scratch[target] = array(layer.layer().scratch(capacity, training));
        boolean adds = layer.source().gradient() == Source.GradientUse.ADD;
        added = Math.max(added, adds ? layer.layer().inputs() : 0);
      }
    }
    this.spare = allocate(training ? added : 0);
    this.layers = new LayerBuffers[widths.size()];
    for (Operation operation : network.operations()) {
      if (operation instanceof LayerOperation layer) {
        layers[layer.target()] = buffers(layer, training);
      }
    }
  }

  private LayerBuffers buffers(LayerOperation layer, boolean training) {
    int source = layer.source().value();
    int target = layer.target();
    float[] dx =
        switch (layer.source().gradient()) {
          case NONE -> null;
          case SET -> training ? gradients[source] : null;
          case ADD -> training ? spare : null;
        };
    LayerBuffers.Values output =
        new LayerBuffers.Values(values[target], training ? gradients[target] : null);
    if (sparseInput != null && layer.source().isInput()) {
      int units = layer.layer().outputs();
      return LayerBuffers.ofSparse(math, sparseInput, output, scratch[target], units, capacity);
    }
    if (stack != null && layer.source().isInput()) {
      return LayerBuffers.ofStack(math, values[source], output, scratch[target], stack);
    }
    return new LayerBuffers(
        math, new LayerBuffers.Values(values[source], dx), output, scratch[target]);
  }

  private int inputs(boolean sparse, int width) {
    return sparse ? 0 : Math.multiplyExact(width, passes);
  }

  /** Buffers for training: forward and backward. */
  public static Workspace forTraining(Network network, int capacity) {
    return new Workspace(network, capacity, true, false);
  }

  /** Buffers for evaluation: forward only. */
  public static Workspace forEvaluation(Network network, int capacity) {
    return new Workspace(network, capacity, false, false);
  }

  /**
   * Buffers for training on sparse rows.
   *
   * @throws IllegalArgumentException when the network {@linkplain Network#takesSparse() takes none}
   */
  public static Workspace forSparseTraining(Network network, int capacity) {
    return new Workspace(network, capacity, true, true);
  }

  /**
   * Buffers for evaluation on sparse rows.
   *
   * @throws IllegalArgumentException when the network {@linkplain Network#takesSparse() takes none}
   */
  public static Workspace forSparseEvaluation(Network network, int capacity) {
    return new Workspace(network, capacity, false, true);
  }

  private float[] allocate(int perRow) {
    return array((long) capacity * perRow);
  }

  private float[] array(long length) {
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s rows of %s values do not fit into one array; take more shards or a smaller batch"
              .formatted(capacity, length / capacity));
    }
    return new float[(int) length];
  }

  /** The largest number of rows. */
  public int capacity() {
    return capacity;
  }

  /** Whether the rows are sparse. */
  public boolean isSparse() {
    return sparseInput != null;
  }

  /** The rows where they are sparse: as many as the pass is over. */
  public SparseRows sparseInput() {
    return Objects.requireNonNull(sparseInput, "the rows are dense");
  }

  /** How many passes there is room for, one behind the other; each has as many rows. */
  public int passes() {
    return passes;
  }

  /** Where the rows of several passes wait; null where there is room for one pass only. */
  public @Nullable InputStack stack() {
    return stack;
  }

  /** Before the rows of other passes are set: the next pass starts with the first row. */
  public void clearStack() {
    if (stack != null) {
      stack.clear();
    }
  }

  /**
   * Starts one of several passes, in their order: its targets and weights come to the front.
   *
   * @param rows of each
   */
  public void startPass(int number, int rows) {
    if (number > 0) {
      Objects.requireNonNull(stack, "there is room for one pass only").startAt(number * rows);
      int perRow = targets.length / weights.length;
      System.arraycopy(targets, number * rows * perRow, targets, 0, rows * perRow);
      System.arraycopy(weights, number * rows, weights, 0, rows);
    }
  }

  /** The rows: (capacity · passes, inputs). Empty where they are sparse. */
  public float[] input() {
    return values[0];
  }

  /** The rows' targets: (capacity · passes, targets per row). */
  public float[] targets() {
    return targets;
  }

  /** The rows' weights: (capacity · passes). */
  public float[] weights() {
    return weights;
  }

  /** The network's outputs: (capacity, outputs). */
  public float[] logits() {
    return values[values.length - 1];
  }

  /** The gradient of the loss by the outputs: (capacity, outputs). For training only. */
  public float[] logitsGradient() {
    return gradients[gradients.length - 1];
  }

  /** A value of the network by its number: (capacity, its width). */
  float[] value(int number) {
    return values[number];
  }

  /** The gradient of the loss by a value. For training only. */
  float[] gradient(int number) {
    return gradients[number];
  }

  /** What the layer that gives a value keeps for backward, or works on. */
  float[] scratch(int number) {
    return scratch[number];
  }

  /** The arrays of the layer that gives a value. */
  LayerBuffers layer(int number) {
    return Objects.requireNonNull(layers[number], "no layer gives the value");
  }

  /** Room for vector functions: of the thread that computes in the workspace. */
  public VectorMath math() {
    return math;
  }

  /**
   * Where a frozen layer that knows nothing of freezing leaves the gradient by its parameters, in
   * their layout. Nobody looks at it, so it is made when it is first asked for.
   */
  Supplier<TouchedArray> discards() {
    return discards;
  }

  private TouchedArray discarded() {
    if (discarded == null) {
      discarded = TouchedArray.whole(new float[parameters]);
    }
    return discarded;
  }

  /** Room for a gradient that is to be added to another. */
  float[] spare() {
    return spare;
  }
}
