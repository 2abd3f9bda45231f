package io.kindling.onnx.layer;

import io.kindling.kernels.layer.LayerSpec;

/**
 * Adds the nodes that compute a layer in evaluation.
 *
 * @param <L> the layer
 */
@FunctionalInterface
interface LayerExport<L extends LayerSpec> {
  /** Adds them and returns the value that the layer gives, (rows, outputs). */
  String export(L layer, LayerNodes nodes);
}
