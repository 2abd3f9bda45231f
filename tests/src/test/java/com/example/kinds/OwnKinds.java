package com.example.kinds;

import io.kindling.kernels.spec.KindProvider;
import java.util.List;

/**
 * Makes the kinds of this package known by name. A line in {@code
 * META-INF/services/io.kindling.kernels.spec.KindProvider} names this class.
 */
public final class OwnKinds implements KindProvider {
  @Override
  public List<Class<? extends Record>> kinds() {
    return List.of(
        Softsign.class,
        Gain.class,
        LogCosh.class,
        Within.class,
        Lion.class,
        InverseSquareRoot.class);
  }
}
