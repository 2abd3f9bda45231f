package io.kindling.kernels.spec;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which record a name means, and which name a record has: those of a {@link Catalogue}, their
 * aliases, and what {@link KindProvider}s bring.
 *
 * @param <T> what the records have in common
 */
final class KindNames<T> {
  private final String noun;
  private final Class<T> type;
  private final Map<String, Class<? extends T>> own;
  private final Map<String, Class<? extends T>> aliases;
  private final Set<Class<?>> components;

  private KindNames(
      String noun,
      Class<T> type,
      Map<String, Class<? extends T>> own,
      Map<String, Class<? extends T>> aliases,
      Set<Class<?>> components) {
    this.noun = noun;
    this.type = type;
    this.own = own;
    this.aliases = aliases;
    this.components = components;
  }

  /**
   * The names of records.
   *
   * @param noun what an error calls one of them
   * @param components the types that components of records may have
   */
  static <T> KindNames<T> of(
      String noun, Class<T> type, List<Class<? extends T>> kinds, Set<Class<?>> components) {
    Map<String, Class<? extends T>> named = new LinkedHashMap<>();
    for (Class<? extends T> kind : kinds) {
      if (!kind.isRecord()) {
        throw new IllegalArgumentException(kind + " must be a record to stand in a catalogue");
      }
      named.put(RecordForm.nameOf(kind), kind);
    }
    return new KindNames<>(noun, type, named, Map.of(), new HashSet<>(components));
  }

  KindNames<T> withAlias(String name, Class<? extends T> kind) {
    if (ownOf(name) != null || !own.containsValue(kind)) {
      throw new IllegalArgumentException("'%s' cannot be an alias of %s".formatted(name, kind));
    }
    Map<String, Class<? extends T>> more = new LinkedHashMap<>(aliases);
    more.put(name, kind);
    return new KindNames<>(noun, type, own, more, components);
  }

  /** The records by their names without aliases, provided ones last. */
  Map<String, Class<? extends T>> kinds() {
    Map<String, Class<? extends T>> all = new LinkedHashMap<>(own);
    all.putAll(provided());
    return Collections.unmodifiableMap(all);
  }

  /** The name of a kind: the full name of its class if it has no other. */
  String nameOf(Class<?> kind) {
    String name = RecordForm.nameOf(kind);
    boolean known = own.get(name) == kind || provided().get(name) == kind;
    return known ? name : kind.getName();
  }

  /** The name of a kind for files: of those that jars bring, that of the class. */
  String writtenNameOf(Class<?> kind) {
    String name = RecordForm.nameOf(kind);
    return own.get(name) == kind ? name : kind.getName();
  }

  /**
   * The kind that a name means.
   *
   * @throws InvalidInputException at {@code place} when there is none
   */
  Class<? extends T> kindOf(String name, String place) {
    Map<String, Class<? extends T>> provided = provided(); // even if not needed: two may clash
    Class<? extends T> kind = ownOf(name);
    if (kind == null) {
      kind = provided.get(name);
    }
    if (kind != null) {
      return kind;
    }
    if (!type.isSealed() && NamedClass.isOne(name)) {
      return checked(NamedClass.find(name, noun, type, place), place);
    }
    throw InvalidInputException.at(
        place,
        "unknown %s '%s'".formatted(noun, Names.shortened(name)),
        Suggestion.expectedInsteadOf(name, kinds().keySet()));
  }

  /** The kind of the catalogue's own that goes by this name or alias. */
  private @Nullable Class<? extends T> ownOf(String name) {
    Class<? extends T> kind = own.get(name);
    return kind != null ? kind : aliases.get(name);
  }

  private Map<String, Class<? extends T>> provided() {
    Map<String, Class<? extends T>> taken = new LinkedHashMap<>(own);
    taken.putAll(aliases);
    Map<String, Class<? extends T>> provided = ProvidedKinds.of(type, taken);
    provided.values().forEach(kind -> checked(kind, ProvidedKinds.SERVICE_FILE));
    return provided;
  }

  /** A kind that is a record of what can be read. */
  private Class<? extends T> checked(Class<? extends T> kind, String place) {
    if (!kind.isRecord()) {
      throw InvalidInputException.at(place, kind.toString(), "a record");
    }
    for (RecordComponent component : kind.getRecordComponents()) {
      if (!components.contains(component.getType())) {
        throw InvalidInputException.at(
            place,
            "%s with a component of %s".formatted(kind.getName(), component.getType()),
            "int, double, boolean, or what a catalogue reads");
      }
    }
    return kind;
  }
}
