package io.kindling.kernels.network;

import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.ElementwiseActivation;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.WeightMatrix;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.ParameterTable;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A network compiled for an input shape: its kernels and where their parameters lie. Immutable. */
public final class Network {
  private final Shape input;
  private final int targetsPerRow;
  private final List<Operation> operations;
  private final List<OperationName> names;
  private final List<Integer> widths;
  private final ParameterLayout parameters;
  private final boolean[] learns;

  private Network(ModelSpec spec, NetworkCompiler compiled) {
    this.input = spec.input();
    this.targetsPerRow = spec.loss().targets(compiled.outputs().size()).perRow();
    this.operations = compiled.operations();
    this.names = compiled.names();
    this.widths = List.copyOf(compiled.widths());
    this.parameters = compiled.parameters();
    this.learns = compiled.learns();
  }

  /**
   * Compiles the model's network.
   *
   * @throws InvalidInputException when a layer cannot take what the one before it gives, when there
   *     is nothing to train, or when the outputs do not fit the loss
   */
  public static Network compile(ModelSpec spec) {
    return compile(spec, false);
  }

  /** The same network, whose {@link #backward} also gives the gradient by its input. */
  static Network compileToInput(ModelSpec spec) {
    return compile(spec, true);
  }

  private static Network compile(ModelSpec spec, boolean toInput) {
    ParameterLayout none = new ParameterLayout(List.of());
    ParameterLayout counted = new NetworkCompiler(spec, none, toInput).parameters();
    NetworkCompiler compiled = new NetworkCompiler(spec, counted, toInput);
    checkFits(spec, compiled.outputs(), counted);
    return new Network(spec, compiled);
  }

  private static void checkFits(ModelSpec spec, Shape outputs, ParameterLayout layout) {
    if (layout.trainable() == 0 && layout.size() > 0) {
      throw InvalidInputException.atSetting(
          "training.freeze", "every layer that has parameters", "at least one that learns");
    }
    if (layout.size() == 0) {
      throw InvalidInputException.atSetting(
          "network", "no layer with parameters", "at least one dense layer");
    }
    List<NetworkNode> nodes = spec.network().nodes();
    NetworkNode node = nodes.get(nodes.size() - 1);
    int last = node.layers().size() - 1;
    while (last > 0 && node.layers().get(last) instanceof Flatten) {
      last--;
    }
    String place = last < 0 ? "network." + node.name() : NetworkCompiler.place(node, last);
    Loss loss = spec.loss();
    if (last >= 0 && loss.takesLogits() && isNoLogit(node.layers().get(last))) {
      LayerSpec layer = node.layers().get(last);
      throw InvalidInputException.atSetting(
          place,
          LayerCatalogue.LAYERS.nameOf(layer) + " as the last layer",
          "a dense layer, since %s takes logits and squashes them itself"
              .formatted(Loss.CATALOGUE.nameOf(loss)));
    }
    try {
      loss.checkOutputs(outputs.size());
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting(place, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isNoLogit(LayerSpec layer) {
    return layer instanceof ElementwiseActivation
        || layer instanceof Softmax
        || layer instanceof Dropout;
  }

  /** The shape of an input row. */
  public Shape input() {
    return input;
  }

  /** Values in an output row. */
  public int outputs() {
    return widths.get(widths.size() - 1);
  }

  /** How many targets its loss takes for a row. */
  public int targetsPerRow() {
    return targetsPerRow;
  }

  /** Where the parameters lie. */
  public ParameterLayout parameters() {
    return parameters;
  }

  /**
   * Whether rows may enter it sparse: whatever takes its input is a layer that {@linkplain
   * Layer#takesSparse() can}, such as a dense one.
   */
  public boolean takesSparse() {
    return operations.stream().allMatch(Operation::takesInputSparse);
  }

  /**
   * For each value of an input row that numbers categories, as it comes to an embedding unchanged,
   * how many there are: it must be a whole number from 0 to one below. 0 for all others.
   */
  public int[] categories() {
    int[] categories = new int[input.size()];
    List<int[]> passed = passed();
    for (Operation operation : operations) {
      if (operation instanceof LayerOperation of && of.layer().categories() > 0) {
        for (int value : passed.get(of.source().value())) {
          if (value >= 0) {
            int known = categories[value];
            int more = of.layer().categories();
            categories[value] = known == 0 ? more : Math.min(known, more);
          }
        }
      }
    }
    return categories;
  }

  /**
   * The parts of the parameters of which a row of data touches few lines: tables of embeddings,
   * and, where rows are sparse, the weights that these are multiplied by.
   *
   * @param entries how many values a sparse row of the input has at most; 0 where rows are dense
   */
  public List<ParameterTable> tables(int entries) {
    List<ParameterTable> tables = new ArrayList<>();
    for (ParameterSlice slice : parameters.slices()) {
      if (slice.lookups() > 0) {
        tables.add(ParameterTable.ofRows(slice));
      } else if (entries > 0 && multipliesInput(slice)) {
        tables.add(ParameterTable.ofColumns(slice, entries));
      }
    }
    return tables;
  }

  private boolean multipliesInput(ParameterSlice slice) {
    return operations.stream()
        .filter(LayerOperation.class::isInstance)
        .map(LayerOperation.class::cast)
        .filter(of -> of.source().isInput() && !of.frozen())
        .flatMap(of -> of.layer().matrix().stream())
        .anyMatch(matrix -> matrix.offset() == slice.offset());
  }

  /** For each value, by its number, which input each place of a row of it is, unchanged; or −1. */
  List<int[]> passed() {
    List<int[]> passed = new ArrayList<>();
    passed.add(IntStream.range(0, input.size()).toArray());
    operations.forEach(operation -> passed.add(operation.passed(passed)));
    return passed;
  }

  List<Operation> operations() {
    return operations;
  }

  OperationName name(Operation operation) {
    return names.get(operation.target() - 1);
  }

  /** Whether {@link #backward} gives the gradient by the input, too. */
  boolean givesInputGradient() {
    return learns[0];
  }

  /** Whether the operation has parameters that are learnt, or comes behind some that have. */
  boolean learns(Operation operation) {
    return learns[operation.target()];
  }

  /** Values in a row of each value: the input, then what each operation gives. */
  List<Integer> widths() {
    return widths;
  }

  /**
   * Computes the outputs of the rows in {@code workspace.input()} into {@code workspace.logits()}.
   */
  public void forward(Pass pass, Workspace workspace) {
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).forward(pass, workspace);
    }
  }

  /**
   * After {@link #forward}, sets {@code pass.gradient()} to the gradient by the parameters, given
   * the gradient by the outputs in {@code workspace.logitsGradient()}. What comes before all that
   * is learnt gets no gradient: nobody needs it.
   */
  public void backward(Pass pass, Workspace workspace) {
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      if (learns(operation)) {
        operation.backward(pass, workspace);
      }
    }
  }

  /** The weights that the input alone is multiplied by, from a stack; nothing where it is not. */
  Optional<WeightMatrix> stacked() {
    List<Operation> taking = operations.stream().filter(Operation::takesInput).toList();
    return taking.size() == 1
            && taking.get(0) instanceof LayerOperation of
            && of.layer().takesStack()
            && !givesInputGradient()
        ? of.layer().matrix()
        : Optional.empty();
  }

  /**
   * Whether a pass over so many rows can {@linkplain Pass#adding add} its gradient to another, with
   * the bits that both have when they are added up afterwards.
   */
  public boolean addsGradient(int rows) {
    return operations.stream()
        .filter(LayerOperation.class::isInstance)
        .map(LayerOperation.class::cast)
        .allMatch(of -> of.frozen() || of.layer().addsGradient(rows));
  }

  /**
   * After a step, moves running statistics towards those of its batch.
   *
   * @param sum the sum of the batch's gradients, as {@link
   *     io.kindling.kernels.gradient.GradientSum} merges them
   * @param rows the number of rows in the batch
   */
  public void updateStatistics(float[] theta, float[] sum, double rows) {
    for (Operation operation : operations) {
      if (operation instanceof LayerOperation layer && !layer.frozen()) {
        layer.layer().updateStatistics(theta, sum, rows);
      }
    }
  }

  /** The kernels, for tests. */
  List<Layer> layers() {
    return operations.stream()
        .filter(LayerOperation.class::isInstance)
        .map(operation -> ((LayerOperation) operation).layer())
        .toList();
  }
}
