package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.math.FiniteCheck;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.ParameterTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pass through a network, forward and backward, that stops at the first value which is not
 * finite: what is computed is what a pass of training computes. For reports, not for speed.
 */
public final class NetworkCheck {
  private final Network network;
  private final Loss loss;
  private final Pass pass;
  private final Workspace workspace;
  private final TouchedArray gradient;

  private NetworkCheck(
      Network network, Loss loss, Pass pass, Workspace workspace, TouchedArray gradient) {
    this.network = network;
    this.loss = loss;
    this.pass = pass;
    this.workspace = workspace;
    this.gradient = gradient;
  }

  /**
   * A value that is not finite.
   *
   * @param row of the pass; −1 where it belongs to none alone
   * @param what it is, and its value, such as {@code the output of layer 2 (dense) is NaN}
   */
  public record Finding(int row, String what) {}

  /**
   * Passes over the first rows of the workspace.
   *
   * @param rows how many, at least 1
   * @param randomKey what random numbers are drawn from
   * @param theta the parameters
   * @param gradient room for the gradient by them
   * @return the first value that is not finite: in the input, in what an operation gives, in the
   *     rows' losses, or on the way back in the gradient by parameters or by what an operation
   *     takes
   */
  public static Optional<Finding> first(
      Network network,
      Loss loss,
      int rows,
      long randomKey,
      float[] theta,
      Workspace workspace,
      TouchedArray gradient) {
    Pass pass = Pass.training(rows, randomKey, theta, gradient);
    NetworkCheck check = new NetworkCheck(network, loss, pass, workspace, gradient);
    return check.inInput().or(check::forward).or(check::inLosses).or(check::backward);
  }

  /** The first parameter that is not finite, if there is one: its name and its value. */
  public static Optional<String> parameter(ParameterLayout layout, float[] theta) {
    for (ParameterSlice slice : layout.slices()) {
      int at = FiniteCheck.first(theta, slice.offset(), slice.end());
      if (at >= 0) {
        return Optional.of("parameter %s became %s".formatted(slice.name(), theta[at]));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> inInput() {
    if (!workspace.isSparse()) {
      return inRows("an input", workspace.input(), network.widths().get(0));
    }
    SparseRows sparse = workspace.sparseInput();
    for (int row = 0; row < pass.rows(); row++) {
      int at = FiniteCheck.first(sparse.values(), sparse.rowStart(row), sparse.rowStart(row + 1));
      if (at >= 0) {
        return Optional.of(new Finding(row, is("an input", sparse.values()[at])));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> forward() {
    for (Operation operation : network.operations()) {
      operation.forward(pass, workspace);
      int target = operation.target();
      Optional<Finding> found =
          inRows(
              "the output of " + network.name(operation).text(),
              workspace.value(target),
              network.widths().get(target));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Of each row alone, since a sum does not tell which. */
  private Optional<Finding> inLosses() {
    int outputs = network.outputs();
    int targets = network.targetsPerRow();
    for (int row = 0; row < pass.rows(); row++) {
      double ofRow =
          loss.evaluate(
              workspace.math(),
              1,
              outputs,
              Arrays.copyOfRange(workspace.logits(), row * outputs, (row + 1) * outputs),
              Arrays.copyOfRange(workspace.targets(), row * targets, (row + 1) * targets),
              new float[] {workspace.weights()[row]},
              null);
      if (!Double.isFinite(ofRow)) {
        return Optional.of(new Finding(row, "its loss is " + ofRow));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> backward() {
    loss.evaluate(
        workspace.math(),
        pass.rows(),
        network.outputs(),
        workspace.logits(),
        workspace.targets(),
        workspace.weights(),
        workspace.logitsGradient());
    Optional<Finding> found =
        inRows("the gradient by the outputs", workspace.logitsGradient(), network.outputs());
    List<Operation> operations = network.operations();
    for (int i = operations.size() - 1; i >= 0 && found.isEmpty(); i--) {
      Operation operation = operations.get(i);
      if (network.learns(operation)) {
        operation.backward(pass, workspace);
        found = inParameters(operation).or(() -> inSource(operation));
      }
    }
    return found;
  }

  private Optional<Finding> inParameters(Operation operation) {
    String position = network.name(operation).position();
    for (ParameterSlice slice : network.parameters().slices()) {
      if (slice.kind().isLearnt() && slice.layer().equals(position)) {
        OptionalDouble found = firstIn(slice);
        if (found.isPresent()) {
          float value = (float) found.getAsDouble();
          return Optional.of(new Finding(-1, is("the gradient of " + slice.name(), value)));
        }
      }
    }
    return Optional.empty();
  }

  private OptionalDouble firstIn(ParameterSlice slice) {
    List<ParameterTable> tables = gradient.tables();
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).offset() == slice.offset()) {
        return firstIn(tables.get(i), gradient.touched(i), gradient.linesApart(i));
      }
    }
    return first(gradient.values(), slice.offset(), slice.end());
  }

  /** Of tables, only the marked lines count. */
  private OptionalDouble firstIn(
      ParameterTable table, BitSet touched, float @Nullable [] linesApart) {
    if (linesApart != null) {
      return first(linesApart, 0, touched.cardinality() * table.width());
    }
    return touched.stream()
        .map(line -> table.offset() + line * table.lineStep())
        .flatMap(start -> IntStream.range(0, table.width()).map(i -> start + i * table.valueStep()))
        .mapToDouble(at -> gradient.values()[at])
        .filter(value -> !Double.isFinite(value))
        .findFirst();
  }

  private static OptionalDouble first(float[] values, int from, int to) {
    int at = FiniteCheck.first(values, from, to);
    return at < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[at]);
  }

  private Optional<Finding> inSource(Operation operation) {
    if (operation instanceof LayerOperation layer
        && layer.source().gradient() != Source.GradientUse.NONE) {
      int source = layer.source().value();
      return inRows(
          "the gradient by the input of " + network.name(operation).text(),
          workspace.gradient(source),
          network.widths().get(source));
    }
    return Optional.empty();
  }

  private Optional<Finding> inRows(String what, float[] values, int width) {
    int at = FiniteCheck.first(values, 0, pass.rows() * width);
    return at < 0 ? Optional.empty() : Optional.of(new Finding(at / width, is(what, values[at])));
  }

  private static String is(String what, float value) {
    return "%s is %s".formatted(what, value);
  }
}
