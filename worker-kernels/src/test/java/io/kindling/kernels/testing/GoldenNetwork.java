package io.kindling.kernels.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case of {@code networks.json}: a PyTorch {@code Sequential} whose layers and loss exist here.
 *
 * @param name the case's name, which ends in its optimizer
 * @param model the same network and loss, declared here
 * @param values the case's values
 */
public record GoldenNetwork(String name, ModelSpec model, JsonNode values) {
  private static final Pattern LINEAR =
      Pattern.compile("Linear\\(in_features=(\\d+), out_features=(\\d+), bias=(True|False)\\)");
  private static final Map<String, LayerSpec> LAYERS =
      Map.of(
          "ReLU()", new Relu(),
          "Sigmoid()", new Sigmoid(),
          "Tanh()", new Tanh(),
          "ELU(alpha=1.0)", new Elu(),
          "GELU(approximate='none')", new Gelu(),
          "Flatten(start_dim=1, end_dim=-1)", new Flatten());

  /** Every case that can be declared with the layers and losses that exist. */
  public static Stream<GoldenNetwork> supported() {
    List<GoldenNetwork> cases = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry :
        Goldens.read("networks.json").get("cases").properties()) {
      model(entry.getKey(), entry.getValue())
          .ifPresent(
              model -> cases.add(new GoldenNetwork(entry.getKey(), model, entry.getValue())));
    }
    return cases.stream();
  }

  private static Optional<ModelSpec> model(String name, JsonNode values) {
    List<LayerSpec> layers = new ArrayList<>();
    for (JsonNode declared : values.get("layers")) {
      layer(declared.textValue()).ifPresent(layers::add);
    }
    if (layers.size() < values.get("layers").size()) {
      return Optional.empty();
    }
    Shape input = Shape.vector(values.get("x").get(0).size());
    return loss(name).map(loss -> new ModelSpec(input, NetworkSpec.of(layers), loss));
  }

  private static Optional<LayerSpec> layer(String declared) {
    Matcher linear = LINEAR.matcher(declared);
    if (linear.matches()) {
      int units = Integer.parseInt(linear.group(2));
      boolean bias = linear.group(3).equals("True");
      return Optional.of(new Dense(units, new GlorotUniform(), new Zeros(), bias));
    }
    if (declared.startsWith("BatchNorm1d(")) {
      return Optional.of(new BatchNorm());
    }
    if (declared.startsWith("LayerNorm(")) {
      return Optional.of(new LayerNorm());
    }
    return Optional.ofNullable(LAYERS.get(declared));
  }

  private static Optional<Loss> loss(String name) {
    if (name.contains("softmax cross-entropy")) {
      return Optional.of(new SoftmaxCrossEntropy());
    }
    if (name.contains("squared error")) {
      return Optional.of(new SquaredError());
    }
    return name.contains("binary cross-entropy")
        ? Optional.of(new BinaryCrossEntropy())
        : Optional.empty();
  }

  /** The number of rows of the batch. */
  public int rows() {
    return values.get("x").size();
  }

  /**
   * Parameters or gradients by the names of the slices, as one flat array.
   *
   * @param part {@code initial}, {@code gradients} or {@code final}
   */
  public double[] flat(String part, ParameterLayout layout) {
    double[] flat = new double[layout.size()];
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() == ParameterKind.STATISTIC && !values.get(part).has(slice.name())) {
        continue; // no gradient
      }
      double[] tensor = Goldens.doubles(values.get(part).get(slice.name()));
      if (tensor.length != slice.length()) {
        throw new IllegalArgumentException(
            "%s %s has %d elements, expected %d"
                .formatted(part, slice.name(), tensor.length, slice.length()));
      }
      System.arraycopy(tensor, 0, flat, slice.offset(), tensor.length);
    }
    return flat;
  }

  @Override
  public String toString() {
    return name;
  }
}
