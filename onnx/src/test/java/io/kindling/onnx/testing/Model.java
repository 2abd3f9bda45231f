package io.kindling.onnx.testing;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import io.kindling.onnx.OnnxModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.row.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;

/** A model with random parameters: what {@link OnnxModel} takes, and what the kernels compute. */
public final class Model {
  private final ModelSpec spec;
  private final Preprocessing preprocessing;
  private final Labels labels;
  private final float[] parameters;

  private Model(ModelSpec spec, Preprocessing preprocessing, Labels labels, float[] parameters) {
    this.spec = spec;
    this.preprocessing = preprocessing;
    this.labels = labels;
    this.parameters = parameters;
  }

  /** What happens to a row before it enters the network. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** A model of numbers as they are, with random parameters. */
  public static Model of(Shape input, NetworkSpec network, Loss loss, long seed) {
    Preprocessing plain = Preprocessing.of(Scaling.none(input.size()));
    return of(input, network, loss, plain, Labels.UNKNOWN, seed);
  }

  /** A model with random parameters. */
  public static Model of(
      Shape input,
      NetworkSpec network,
      Loss loss,
      Preprocessing preprocessing,
      Labels labels,
      long seed) {
    ModelSpec spec = new ModelSpec(input, network, loss);
    return new Model(spec, preprocessing, labels, parameters(spec.compile(), seed));
  }

  /** As training starts, but biases, scales and statistics are not 0 and 1. */
  private static float[] parameters(Network network, long seed) {
    float[] parameters = network.parameters().initialParameters(seed);
    Random random = new Random(seed);
    for (ParameterSlice slice : network.parameters().slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        if (slice.kind() == ParameterKind.OTHER) {
          parameters[i] += (float) (random.nextGaussian() / 4);
        } else if (slice.kind() == ParameterKind.STATISTIC) {
          parameters[i] = 0.5f + random.nextFloat(); // a variance is above 0
        }
      }
    }
    return parameters;
  }

  /** Its graph. */
  public OnnxModel onnx() {
    return OnnxModel.of(spec, preprocessing, labels, parameters, Map.of());
  }

  /** The file of a graph. */
  public static byte[] bytes(OnnxModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      model.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Its outputs for rows as they are kept: (rows, outputs), row-major. */
  public float[] predict(float[][] kept) {
    Network network = spec.compile();
    RowTransform transform = preprocessing.transform();
    Workspace workspace = Workspace.forEvaluation(network, kept.length);
    for (int row = 0; row < kept.length; row++) {
      int offset = row * transform.outputs();
      System.arraycopy(
          kept[row], 0, workspace.input(), offset + transform.lead(), kept[row].length);
      transform.apply(workspace.input(), offset);
    }
    network.forward(Pass.evaluation(kept.length, parameters), workspace);
    float[] outputs = new float[kept.length * network.outputs()];
    System.arraycopy(workspace.logits(), 0, outputs, 0, outputs.length);
    spec.loss().toPredictions(workspace.math(), kept.length, network.outputs(), outputs);
    preprocessing.targets().undo(outputs, kept.length);
    return outputs;
  }
}
