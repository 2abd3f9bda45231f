package io.kindling.kernels.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a name in a config file meets the record that it declares. The name is the
 * record's in snake case ({@code HeNormal} is {@code he_normal}); its arguments are the record's
 * components ({@code learningRate} is {@code learning_rate}), with the defaults that {@link
 * Default} gives. The record's constructor checks their ranges.
 *
 * <p>Components may be {@code int}, {@code double}, {@code boolean}, or of a type that this
 * catalogue or one of the {@code nested} ones reads.
 *
 * <p>Kinds from elsewhere are known by name once a {@link KindProvider} names them. Without one
 * they are written under the full name of their class, so that they are never taken for another
 * kind.
 *
 * @param <T> what the records have in common
 */
public final class Catalogue<T> {
  private final String noun;
  private final Class<T> type;
  private final Map<String, Class<? extends T>> kinds;
  private final Map<String, Class<? extends T>> aliases;
  private final List<Catalogue<?>> nested;
  private final @Nullable Class<? extends T> ofNumber;

  private Catalogue(
      String noun,
      Class<T> type,
      Map<String, Class<? extends T>> kinds,
      Map<String, Class<? extends T>> aliases,
      List<Catalogue<?>> nested,
      @Nullable Class<? extends T> ofNumber) {
    this.noun = noun;
    this.type = type;
    this.kinds = kinds;
    this.aliases = aliases;
    this.nested = List.copyOf(nested);
    this.ofNumber = ofNumber;
  }

  /** A catalogue of the given records; {@code noun} is what an error calls one of them. */
  public static <T> Catalogue<T> of(
      String noun, Class<T> type, List<Class<? extends T>> kinds, Catalogue<?>... nested) {
    Map<String, Class<? extends T>> named = new LinkedHashMap<>();
    for (Class<? extends T> kind : kinds) {
      checkRecord(kind);
      named.put(RecordForm.nameOf(kind), kind);
    }
    return new Catalogue<>(noun, type, named, Map.of(), List.of(nested), null);
  }

  /** The same catalogue, in which a bare number stands for a {@code kind} of that number. */
  public Catalogue<T> whereNumbersAre(Class<? extends T> kind) {
    return new Catalogue<>(noun, type, kinds, aliases, nested, kind);
  }

  /**
   * The same catalogue, which reads {@code name} as one more name of {@code kind}, such as an
   * earlier one. It is never written.
   *
   * @throws IllegalArgumentException when the name is taken, or the kind is not in the catalogue
   */
  public Catalogue<T> alias(String name, Class<? extends T> kind) {
    if (read(name) != null || !kinds.containsValue(kind)) {
      throw new IllegalArgumentException("'%s' cannot be an alias of %s".formatted(name, kind));
    }
    Map<String, Class<? extends T>> more = new LinkedHashMap<>(aliases);
    more.put(name, kind);
    return new Catalogue<>(noun, type, kinds, more, nested, ofNumber);
  }

  /**
   * The names without aliases, in the order of the catalogue; those of provided kinds come last.
   */
  public Set<String> names() {
    return kinds().keySet();
  }

  /** The records by their names, provided ones last. */
  public Map<String, Class<? extends T>> kinds() {
    Map<String, Class<? extends T>> all = new LinkedHashMap<>(kinds);
    all.putAll(provided());
    return Collections.unmodifiableMap(all);
  }

  private Map<String, Class<? extends T>> provided() {
    Map<String, Class<? extends T>> taken = new LinkedHashMap<>(kinds);
    taken.putAll(aliases);
    Map<String, Class<? extends T>> provided = ProvidedKinds.of(type, taken);
    provided.values().forEach(this::checkComponents);
    return provided;
  }

  private static void checkRecord(Class<?> kind) {
    if (!kind.isRecord()) {
      throw new IllegalArgumentException(kind + " must be a record to stand in a catalogue");
    }
  }

  private void checkComponents(Class<? extends T> kind) {
    for (RecordComponent component : kind.getRecordComponents()) {
      Class<?> wanted = component.getType();
      if (!isScalar(wanted) && nestedFor(wanted).isEmpty()) {
        throw InvalidInputException.at(
            ProvidedKinds.SERVICE_FILE,
            "%s with a component of %s".formatted(kind.getName(), wanted),
            "int, double, boolean, or what a catalogue reads");
      }
    }
  }

  /** What a person needs to know of each kind, in the order of the catalogue. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Class<? extends T>> kind : kinds().entrySet()) {
      List<Argument> arguments = new ArrayList<>();
      for (RecordComponent component : kind.getValue().getRecordComponents()) {
        Default fallback = component.getAnnotation(Default.class);
        arguments.add(
            new Argument(
                RecordForm.nameOf(component), Optional.ofNullable(fallback).map(Default::value)));
      }
      Formula formula = kind.getValue().getAnnotation(Formula.class);
      entries.add(new Entry(kind.getKey(), arguments, formula == null ? "" : formula.value()));
    }
    return entries;
  }

  /**
   * A kind.
   *
   * @param name in a config file
   * @param arguments in order
   * @param formula what it computes
   */
  public record Entry(String name, List<Argument> arguments, String formula) {}

  /**
   * An argument of a kind.
   *
   * @param name in a config file
   * @param fallback its default; none if it must be given
   */
  public record Argument(String name, Optional<String> fallback) {}

  /**
   * The name of a value's kind: the full name of its class if no name in a config file means it.
   */
  public String nameOf(T value) {
    Class<?> kind = value.getClass();
    String name = RecordForm.nameOf(kind);
    boolean known = kinds.get(name) == kind || provided().get(name) == kind;
    return known ? name : kind.getName();
  }

  /** Reads {@code name} or {@code name: {arguments}}. */
  public T read(Setting setting) {
    Setting.NamedSetting named = named(setting);
    Class<? extends T> kind = kindOf(named.name(), setting);
    Fields fields = named.arguments().fields();
    RecordComponent[] components = kind.getRecordComponents();
    for (RecordComponent component : components) {
      fields.optional(RecordForm.nameOf(component)); // no valid key shall be called unknown
    }
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = argument(fields, components[i]);
    }
    fields.done();
    return RecordForm.construct(kind, arguments, named.arguments().place());
  }

  private Class<? extends T> kindOf(String name, Setting setting) {
    Map<String, Class<? extends T>> provided = provided(); // even if not needed: two may clash
    Class<? extends T> kind = read(name);
    if (kind == null) {
      kind = provided.get(name);
    }
    for (Class<? extends T> other : provided.values()) {
      if (other.getName().equals(name)) {
        kind = other; // written before it was provided
      }
    }
    if (kind == null) {
      String found = "unknown %s '%s'".formatted(noun, Names.shortened(name));
      throw InvalidInputException.at(
          setting.place(),
          found,
          name.contains(".")
              ? "a class that a jar names in " + ProvidedKinds.SERVICE_FILE
              : Suggestion.expectedInsteadOf(name, names()));
    }
    return kind;
  }

  /** The kind of the catalogue's own that goes by this name or alias. */
  private @Nullable Class<? extends T> read(String name) {
    Class<? extends T> kind = kinds.get(name);
    return kind != null ? kind : aliases.get(name);
  }

  private Setting.NamedSetting named(Setting setting) {
    if (ofNumber == null || !setting.isNumber()) {
      return setting.named();
    }
    String argument = RecordForm.nameOf(ofNumber.getRecordComponents()[0]);
    return new Setting.NamedSetting(
        RecordForm.nameOf(ofNumber), Setting.mapping(setting.place(), Map.of(argument, setting)));
  }

  /**
   * The value as plain maps and scalars: what {@link #read} takes, every argument written out. What
   * no catalogue can read, of a kind that no provider names, is written as text.
   */
  public Object write(T value) {
    String name = nameOf(value);
    if (!value.getClass().isRecord()) {
      return name;
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object argument = plain(component, RecordForm.get(component, value));
      if (value.getClass() == ofNumber) {
        return argument;
      }
      arguments.put(RecordForm.nameOf(component), argument);
    }
    return arguments.isEmpty() ? name : Map.of(name, arguments);
  }

  private Object argument(Fields fields, RecordComponent component) {
    String key = RecordForm.nameOf(component);
    Default fallback = component.getAnnotation(Default.class);
    Setting setting =
        fallback == null
            ? fields.required(key)
            : fields
                .optional(key)
                .orElseGet(
                    () -> RecordForm.defaultOf(fields.place() + "." + key, component, fallback));
    Class<?> wanted = component.getType();
    if (wanted == int.class) {
      return setting.wholeNumber();
    }
    if (wanted == double.class) {
      return setting.number();
    }
    if (wanted == boolean.class) {
      return setting.truth();
    }
    return nestedFor(wanted)
        .orElseThrow(() -> new IllegalStateException("no catalogue reads " + wanted))
        .read(setting);
  }

  private Object plain(RecordComponent component, @Nullable Object value) {
    if (value == null || isScalar(component.getType())) {
      return value == null ? "null" : value;
    }
    return nestedFor(component.getType())
        .map(catalogue -> catalogue.writeUnchecked(value))
        .orElseGet(value::toString);
  }

  private static boolean isScalar(Class<?> wanted) {
    return wanted == int.class || wanted == double.class || wanted == boolean.class;
  }

  private Object writeUnchecked(Object value) {
    return write(type.cast(value));
  }

  private Optional<Catalogue<?>> nestedFor(Class<?> wanted) {
    if (wanted == type) {
      return Optional.of(this);
    }
    for (Catalogue<?> catalogue : nested) {
      if (catalogue.type == wanted) {
        return Optional.of(catalogue);
      }
    }
    return Optional.empty();
  }
}
