package io.kindling.kernels.spec;

import java.util.List;

/**
 * Makes kinds of your own known by name, in config files and in saved models: layers, losses,
 * metrics, optimizers, schedules and initializers.
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
