package io.kindling.kernels.network;

/**
 * What people call an operation.
 *
 * @param position of its layer, with which the names of its parameters begin, such as {@code 2} or
 *     {@code head.0}; empty for a join
 * @param text such as {@code layer 2 (dense)}
 */
record OperationName(String position, String text) {
  static OperationName ofLayer(NetworkNode node, int layer) {
    String position = node.name().isEmpty() ? "" + layer : node.name() + "." + layer;
    String kind = LayerCatalogue.LAYERS.nameOf(node.layers().get(layer));
    return new OperationName(position, "layer %s (%s)".formatted(position, kind));
  }

  static OperationName ofJoin(NetworkNode node) {
    return new OperationName("", "the inputs of node '%s'".formatted(node.name()));
  }

  /** The same, with a layer that is computed in the same pass. */
  OperationName with(OperationName fused) {
    return new OperationName(position, text + " with " + fused.text);
  }
}
