package io.kindling.kernels.network;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.spec.Setting;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a user declares it: layers one after another.
 *
 * @param layers at least one, the first nearest the data
 */
public record NetworkSpec(List<LayerSpec> layers) implements Serializable {
  /** Copies. */
  public NetworkSpec {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("A network must have at least one layer");
    }
  }

  /** The network of these layers. */
  public static NetworkSpec of(LayerSpec... layers) {
    return new NetworkSpec(List.of(layers));
  }

  /** Reads a list of layers. */
  public static NetworkSpec read(Setting setting) {
    List<LayerSpec> layers = new ArrayList<>();
    for (Setting layer : setting.elements()) {
      layers.add(LayerSpec.CATALOGUE.read(layer));
    }
    if (layers.isEmpty()) {
      throw setting.wrong("at least one layer");
    }
    return new NetworkSpec(layers);
  }

  /** The list of layers that {@link #read} takes, as plain lists, maps and scalars. */
  public List<Object> write() {
    return layers.stream().map(LayerSpec.CATALOGUE::write).toList();
  }
}
