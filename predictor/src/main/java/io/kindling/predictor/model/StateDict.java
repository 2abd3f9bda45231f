package io.kindling.predictor.model;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.parameter.ParameterSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a model as PyTorch's {@code state_dict} names and shapes them, in the
 * safetensors format. A chain is a {@code Sequential} with a module for each layer, also for those
 * without parameters; a graph has such a chain for each node, by its name. Weights are (units,
 * inputs) there, too. What happens to rows before they enter the network is not in it.
 */
public final class StateDict {
  private StateDict() {}

  /** Writes the parameters of a model; the caller closes {@code out}. */
  public static void write(TrainedModel model, OutputStream out) throws IOException {
    Map<String, String> renamed = renamed(model);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSlice slice : model.spec().compile().parameters().slices()) {
      tensors.put(
          renamed.getOrDefault(slice.name(), slice.name()),
          new Safetensors.Tensor(
              model.sharedParameters(), slice.offset(), slice.shape().dimensions()));
    }
    Safetensors.write(tensors, out);
  }

  /** PyTorch calls the slopes of a PReLU its weight; all others are called alike. */
  private static Map<String, String> renamed(TrainedModel model) {
    Map<String, String> renamed = new HashMap<>();
    for (NetworkNode node : model.spec().network().nodes()) {
      for (int i = 0; i < node.layers().size(); i++) {
        LayerSpec layer = node.layers().get(i);
        if (layer instanceof Prelu) {
          String position = (node.name().isEmpty() ? "" : node.name() + ".") + i;
          renamed.put(position + ".slope", position + ".weight");
        }
      }
    }
    return renamed;
  }
}
