package io.kindling.kernels.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
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
 * catalogue or one of the {@code nested} ones reads. Those of the catalogue's own kinds may be
 * texts, and lists of an enum's constants, too.
 *
 * <p>Kinds from elsewhere are known by the full names of their classes, wherever a name may stand,
 * unless {@code T} is sealed; a {@link KindProvider} gives them short names besides. They are
 * written under the full names, so that they are never taken for another kind, and whoever lacks
 * the jar is told what to look for.
 *
 * @param <T> what the records have in common
 */
public final class Catalogue<T> {
  private static final List<Class<?>> SCALARS = List.of(int.class, double.class, boolean.class);

  private final Class<T> type;
  private final KindNames<T> names;
  private final List<Catalogue<?>> nested;
  private final @Nullable Class<? extends T> ofNumber;

  private Catalogue(
      Class<T> type,
      KindNames<T> names,
      List<Catalogue<?>> nested,
      @Nullable Class<? extends T> ofNumber) {
    this.type = type;
    this.names = names;
    this.nested = List.copyOf(nested);
    this.ofNumber = ofNumber;
  }

  /** A catalogue of the given records; {@code noun} is what an error calls one of them. */
  public static <T> Catalogue<T> of(
      String noun, Class<T> type, List<Class<? extends T>> kinds, Catalogue<?>... nested) {
    Set<Class<?>> components = new HashSet<>(SCALARS);
    components.add(type);
    for (Catalogue<?> catalogue : nested) {
      components.add(catalogue.type);
    }
    return new Catalogue<>(
        type, KindNames.of(noun, type, kinds, components), List.of(nested), null);
  }

  /** The same catalogue, in which a bare number stands for a {@code kind} of that number. */
  public Catalogue<T> whereNumbersAre(Class<? extends T> kind) {
    return new Catalogue<>(type, names, nested, kind);
  }

  /**
   * The same catalogue, which reads {@code name} as one more name of {@code kind}, such as an
   * earlier one. It is never written.
   *
   * @throws IllegalArgumentException when the name is taken, or the kind is not in the catalogue
   */
  public Catalogue<T> alias(String name, Class<? extends T> kind) {
    return new Catalogue<>(type, names.withAlias(name, kind), nested, ofNumber);
  }

  /**
   * The names without aliases, in the order of the catalogue; those of provided kinds come last.
   */
  public Set<String> names() {
    return kinds().keySet();
  }

  /** The records by their names, provided ones last. */
  public Map<String, Class<? extends T>> kinds() {
    return names.kinds();
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

  /** The name of a value's kind: the full name of its class if it has no other. */
  public String nameOf(T value) {
    return names.nameOf(value.getClass());
  }

  /** Reads {@code name} or {@code name: {arguments}}. */
  public T read(Setting setting) {
    Setting.NamedSetting named = named(setting);
    Class<? extends T> kind = names.kindOf(named.name(), setting.place());
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

  private Setting.NamedSetting named(Setting setting) {
    if (ofNumber == null || !setting.isNumber()) {
      return setting.named();
    }
    String argument = RecordForm.nameOf(ofNumber.getRecordComponents()[0]);
    return new Setting.NamedSetting(
        RecordForm.nameOf(ofNumber), Setting.mapping(setting.place(), Map.of(argument, setting)));
  }

  /**
   * The value as plain maps and scalars: what {@link #read} takes, every argument written out. An
   * argument that no catalogue can read is written as text.
   */
  public Object write(T value) {
    String name = names.writtenNameOf(value.getClass());
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
    if (wanted == String.class) {
      return setting.text();
    }
    if (EnumList.is(component)) {
      return EnumList.read(setting, component);
    }
    return nestedFor(wanted)
        .orElseThrow(() -> new IllegalStateException("no catalogue reads " + wanted))
        .read(setting);
  }

  private Object plain(RecordComponent component, @Nullable Object value) {
    if (value == null || SCALARS.contains(component.getType())) {
      return value == null ? "null" : value;
    }
    if (EnumList.is(component)) {
      return EnumList.write(value);
    }
    return nestedFor(component.getType())
        .map(catalogue -> catalogue.writeUnchecked(value))
        .orElseGet(value::toString);
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
