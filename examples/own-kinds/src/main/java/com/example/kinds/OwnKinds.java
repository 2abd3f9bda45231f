package com.example.kinds;

import io.kindling.kernels.spec.KindProvider;
import java.util.List;

/**
 * Gives the kinds of this package short names. A line in {@code
 * META-INF/services/io.kindling.kernels.spec.KindProvider} names this class.
 */
public final class OwnKinds implements KindProvider {
  @Override
  public List<Class<? extends Record>> kinds() {
    return List.of(
        Softsign.class,
        Gain.class,
        LogCosh.class,
        Focal.class,
        Within.class,
        Lion.class,
        InverseSquareRoot.class);
  }
}
