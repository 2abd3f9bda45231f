package io.kindling.kernels.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The kinds that {@link KindProvider}s bring. */
final class ProvidedKinds {
  static final String SERVICE_FILE = "META-INF/services/" + KindProvider.class.getName();

  private ProvidedKinds() {}

  /**
   * The provided kinds of a type, by their names.
   *
   * @param own the kinds of the catalogue itself, by all names that it reads
   * @throws InvalidInputException when a provider cannot be made, or two kinds have one name
   */
  static <T> Map<String, Class<? extends T>> of(
      Class<T> type, Map<String, Class<? extends T>> own) {
    if (type.isSealed()) {
      return Map.of();
    }
    Map<String, Class<? extends T>> kinds = new LinkedHashMap<>();
    for (Class<?> provided : provided()) {
      if (!type.isAssignableFrom(provided)) {
        continue;
      }
      Class<? extends T> kind = provided.asSubclass(type);
      String name = RecordForm.nameOf(kind);
      Class<?> other = own.containsKey(name) ? own.get(name) : kinds.put(name, kind);
      if (other != null) {
        throw InvalidInputException.at(
            SERVICE_FILE,
            "'%s' for both %s and %s".formatted(name, other.getName(), kind.getName()),
            "another name for the second");
      }
    }
    return Collections.unmodifiableMap(kinds);
  }

  private static Set<Class<? extends Record>> provided() {
    Set<Class<? extends Record>> kinds = new LinkedHashSet<>(); // a jar may be on the path twice
    try {
      for (KindProvider provider : providers()) {
        kinds.addAll(provider.kinds());
      }
    } catch (ServiceConfigurationError e) {
      throw InvalidInputException.at(
          SERVICE_FILE,
          String.valueOf(e.getMessage()),
          "public classes that implement KindProvider");
    }
    return kinds;
  }

  private static List<KindProvider> providers() {
    List<KindProvider> providers = new ArrayList<>();
    ServiceLoader.load(KindProvider.class, Thread.currentThread().getContextClassLoader())
        .forEach(providers::add);
    return providers;
  }
}
