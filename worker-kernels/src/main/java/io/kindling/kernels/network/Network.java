package io.kindling.kernels.network;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.layer.DenseLayer;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/** A network compiled for an input shape: its kernels and where their parameters lie. Immutable. */
public final class Network {
  private final Shape input;
  private final List<Layer> layers;
  private final ParameterLayout parameters;
  private final int firstTrainable;

  private Network(Shape input, List<Layer> layers, ParameterLayout parameters) {
    this.input = input;
    this.layers = List.copyOf(layers);
    this.parameters = parameters;
    int first = 0;
    while (first < layers.size() && !layers.get(first).trainable()) {
      first++;
    }
    this.firstTrainable = first;
  }

  /**
   * Compiles the model's network. An activation right behind a dense layer is fused with it.
   *
   * @throws InvalidInputException when a layer cannot take what the one before it gives, when there
   *     is nothing to train, or when the outputs do not fit the loss
   */
  public static Network compile(ModelSpec spec) {
    ParameterLayout.Builder parameters = new ParameterLayout.Builder();
    List<Layer> compiled = new ArrayList<>();
    Shape shape = spec.input();
    List<LayerSpec> declared = spec.network().layers();
    for (int i = 0; i < declared.size(); i++) {
      LayerSpec layer = declared.get(i);
      parameters.startLayer(Integer.toString(i));
      try {
        append(compiled, layer, i, shape, parameters);
        shape = layer.outputShape(shape);
      } catch (IllegalArgumentException e) {
        throw InvalidInputException.atSetting(place(i, layer), String.valueOf(e.getMessage()));
      }
    }
    ParameterLayout layout = parameters.build();
    checkFits(spec.loss(), declared, shape, layout);
    return new Network(spec.input(), compiled, layout);
  }

  private static void append(
      List<Layer> compiled,
      LayerSpec layer,
      int index,
      Shape shape,
      ParameterLayout.Builder parameters) {
    int last = compiled.size() - 1;
    if (layer instanceof Activation activation
        && last >= 0
        && compiled.get(last) instanceof DenseLayer dense
        && dense.canFuse()) {
      compiled.set(last, dense.fusedWith(activation));
      return;
    }
    layer.compile(index, shape, parameters).ifPresent(compiled::add);
  }

  private static void checkFits(
      Loss loss, List<LayerSpec> declared, Shape outputs, ParameterLayout layout) {
    int last = declared.size() - 1;
    while (last > 0 && declared.get(last) instanceof Flatten) {
      last--;
    }
    LayerSpec lastLayer = declared.get(last);
    String place = place(last, lastLayer);
    if (layout.size() == 0) {
      throw InvalidInputException.atSetting(
          "network", "no layer with parameters", "at least one dense layer");
    }
    if (loss.takesLogits() && (lastLayer instanceof Activation || lastLayer instanceof Dropout)) {
      throw InvalidInputException.atSetting(
          place,
          LayerSpec.CATALOGUE.nameOf(lastLayer) + " as the last layer",
          "a dense layer, since %s takes logits and squashes them itself"
              .formatted(Loss.CATALOGUE.nameOf(loss)));
    }
    try {
      loss.checkOutputs(outputs.size());
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting(place, String.valueOf(e.getMessage()));
    }
  }

  private static String place(int index, LayerSpec layer) {
    return "network[%d] (%s)".formatted(index, LayerSpec.CATALOGUE.nameOf(layer));
  }

  /** The shape of an input row. */
  public Shape input() {
    return input;
  }

  /** Values in an output row. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Where the parameters lie. */
  public ParameterLayout parameters() {
    return parameters;
  }

  List<Layer> layers() {
    return layers;
  }

  /**
   * Computes the outputs of the rows in {@code workspace.input()} into {@code workspace.logits()}.
   */
  public void forward(Pass pass, float[] theta, Workspace workspace) {
    for (int i = 0; i < layers.size(); i++) {
      layers
          .get(i)
          .forward(
              pass, theta, workspace.inputOf(i), workspace.outputOf(i), workspace.scratchOf(i));
    }
  }

  /**
   * After {@link #forward}, sets {@code gradient} to the gradient by the parameters, given the
   * gradient by the outputs in {@code workspace.logitsGradient()}. Layers before the first one with
   * parameters, and that one's input, get no gradient: nobody needs it.
   */
  public void backward(Pass pass, float[] theta, Workspace workspace, float[] gradient) {
    for (int i = layers.size() - 1; i >= firstTrainable; i--) {
      layers
          .get(i)
          .backward(
              pass,
              theta,
              workspace.inputOf(i),
              workspace.outputOf(i),
              workspace.scratchOf(i),
              workspace.gradientOf(i),
              i > firstTrainable ? workspace.gradientOf(i - 1) : null,
              gradient);
    }
  }
}
