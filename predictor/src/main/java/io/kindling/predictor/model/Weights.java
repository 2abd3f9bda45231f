package io.kindling.predictor.model;

import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.Safetensors.Tensor;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.preprocess.TargetScale;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's numbers as named tensors: {@code input.fill}, what stands for missing numbers, and
 * {@code input.shift} and {@code input.factor} of the scaling, {@code target.shift} and {@code
 * target.factor} of that of the targets, as far as there are such, then the parameters by their
 * names.
 */
public final class Weights {
  private static final String FILL = "input.fill";
  private static final String SHIFT = "input.shift";
  private static final String FACTOR = "input.factor";
  private static final String TARGET_SHIFT = "target.shift";
  private static final String TARGET_FACTOR = "target.factor";

  private final Map<String, Tensor> tensors;

  private Weights(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  public static Weights of(TrainedModel model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Preprocessing preprocessing = model.preprocessing();
    Scaling scaling = preprocessing.scaling();
    List<Integer> shape = List.of(scaling.features());
    if (preprocessing.missing().fills()) {
      tensors.put(FILL, new Tensor(preprocessing.fill(), 0, shape));
    }
    if (scaling.mode() != ScaleMode.NONE) {
      tensors.put(SHIFT, new Tensor(scaling.shift(), 0, shape));
      tensors.put(FACTOR, new Tensor(scaling.factor(), 0, shape));
    }
    TargetScale targets = preprocessing.targets();
    if (targets.mode() != ScaleMode.NONE) {
      List<Integer> each = List.of(targets.shift().length);
      tensors.put(TARGET_SHIFT, new Tensor(targets.shift(), 0, each));
      tensors.put(TARGET_FACTOR, new Tensor(targets.factor(), 0, each));
    }
    for (ParameterSlice slice : model.spec().compile().parameters().slices()) {
      tensors.put(
          slice.name(),
          new Tensor(model.sharedParameters(), slice.offset(), slice.shape().dimensions()));
    }
    return new Weights(tensors);
  }

  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(tensors);
  }

  public void write(OutputStream out) throws IOException {
    Safetensors.write(tensors, out);
  }

  public ContentDigest digest() {
    return ContentDigest.of(this::write);
  }

  public float[] fill(String file, MissingMode missing, int features) {
    return missing.fills() ? get(file, FILL, List.of(features)).values() : new float[0];
  }

  public Scaling scaling(String file, ScaleMode mode, int features) {
    if (mode == ScaleMode.NONE) {
      return Scaling.none(features);
    }
    List<Integer> shape = List.of(features);
    return new Scaling(mode, get(file, SHIFT, shape).values(), get(file, FACTOR, shape).values());
  }

  public TargetScale targets(String file, ScaleMode mode, int targets) {
    if (mode == ScaleMode.NONE) {
      return TargetScale.NONE;
    }
    List<Integer> each = List.of(targets);
    return new TargetScale(
        mode, get(file, TARGET_SHIFT, each).values(), get(file, TARGET_FACTOR, each).values());
  }

  public float[] parameters(String file, ModelSpec spec) {
    var layout = spec.compile().parameters();
    // First of all: room is made for what is there, not for what a manifest asks for.
    for (ParameterSlice slice : layout.slices()) {
      get(file, slice.name(), slice.shape().dimensions());
    }
    float[] parameters = new float[layout.size()];
    for (ParameterSlice slice : layout.slices()) {
      Tensor tensor = get(file, slice.name(), slice.shape().dimensions());
      System.arraycopy(
          tensor.values(), tensor.offset(), parameters, slice.offset(), slice.length());
    }
    return parameters;
  }

  private Tensor get(String file, String name, List<Integer> shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw InvalidInputException.at(
          file,
          tensor == null
              ? "no tensor '" + name + "'"
              : "'%s' of %s".formatted(name, tensor.shape()),
          "'%s' of %s, as the manifest says".formatted(name, shape));
    }
    return tensor;
  }
}
