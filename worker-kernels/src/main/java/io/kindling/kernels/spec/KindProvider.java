package io.kindling.kernels.spec;

import java.util.List;

/**
 * Gives kinds of your own short names in config files and params: layers, losses, metrics,
 * optimizers, schedules and initializers. Without one they go by the full names of their classes,
 * as in saved models.
 *
 * <p>The names of the classes that implement this stand, a line each, in {@code
 * META-INF/services/io.kindling.kernels.spec.KindProvider} of the jar that holds them. The jar is
 * looked for with the thread's context class loader, which knows those given to Spark as {@code
 * --jars}. Such a class is public and has a public constructor without arguments.
 */
public interface KindProvider {
  /**
   * The kinds: records, each known by its name in snake case, which must not be that of another
   * kind. Their components are of type {@code int}, {@code double} or {@code boolean}, or of one
   * that a catalogue reads, such as an optimizer's {@code Schedule learningRate}; {@link Default}
   * says which may be left out.
   */
  List<Class<? extends Record>> kinds();
}
