package io.kindling.kernels.network;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.spec.Shape;
import java.io.Serializable;
import java.util.Set;

/**
 * All that determines what is computed for a row: the shape of its input, the network, the loss.
 *
 * @param input the shape of a row
 * @param network the layers
 * @param loss what training makes small
 * @param frozen the positions of the layers that stay as they are in a training, such as {@code 0}
 *     or {@code head.0}; none in a model
 */
public record ModelSpec(Shape input, NetworkSpec network, Loss loss, Set<String> frozen)
    implements Serializable {
  /** Copies. */
  public ModelSpec {
    frozen = Set.copyOf(frozen);
  }

  /** All layers of which learn. */
  public ModelSpec(Shape input, NetworkSpec network, Loss loss) {
    this(input, network, loss, Set.of());
  }

  /** The same, in a training in which these layers stay as they are. */
  public ModelSpec freezing(Set<String> layers) {
    return new ModelSpec(input, network, loss, layers);
  }

  /** Compiles the network and checks that it fits the loss. */
  public Network compile() {
    return Network.compile(this);
  }
}
