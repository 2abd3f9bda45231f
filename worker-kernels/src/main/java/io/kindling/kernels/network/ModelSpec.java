package io.kindling.kernels.network;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.spec.Shape;
import java.io.Serializable;

/**
 * All that determines what is computed for a row: the shape of its input, the network, the loss.
 *
 * @param input the shape of a row
 * @param network the layers
 * @param loss what training makes small
 */
public record ModelSpec(Shape input, NetworkSpec network, Loss loss) implements Serializable {
  /** Compiles the network and checks that it fits the loss. */
  public Network compile() {
    return Network.compile(this);
  }
}
