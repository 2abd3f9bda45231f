package io.kindling.kernels.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param <T> what the records have in common
 */
public final class Catalogue<T> {
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+): \\{(\\w+): ([0-9.eE+-]+)}}");

  private final String noun;
  private final Class<T> type;
  private final Map<String, Class<? extends T>> kinds = new LinkedHashMap<>();
  private final List<Catalogue<?>> nested;
  private final @Nullable Class<? extends T> ofNumber;

  private Catalogue(
      String noun,
      Class<T> type,
      Collection<Class<? extends T>> kinds,
      List<Catalogue<?>> nested,
      @Nullable Class<? extends T> ofNumber) {
    this.noun = noun;
    this.type = type;
    this.nested = List.copyOf(nested);
    this.ofNumber = ofNumber;
    for (Class<? extends T> kind : kinds) {
      if (!kind.isRecord()) {
        throw new IllegalArgumentException(kind + " must be a record to stand in a catalogue");
      }
      this.kinds.put(snakeCase(kind.getSimpleName()), kind);
    }
  }

  /** A catalogue of the given records; {@code noun} is what an error calls one of them. */
  public static <T> Catalogue<T> of(
      String noun, Class<T> type, List<Class<? extends T>> kinds, Catalogue<?>... nested) {
    return new Catalogue<>(noun, type, kinds, List.of(nested), null);
  }

  /** The same catalogue, in which a bare number stands for a {@code kind} of that number. */
  public Catalogue<T> whereNumbersAre(Class<? extends T> kind) {
    return new Catalogue<>(noun, type, kinds.values(), nested, kind);
  }

  /** The names, in the order of the catalogue. */
  public Set<String> names() {
    return kinds.keySet();
  }

  /** The records by their names. */
  public Map<String, Class<? extends T>> kinds() {
    return Collections.unmodifiableMap(kinds);
  }

  /** What a person needs to know of each kind, in the order of the catalogue. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Class<? extends T>> kind : kinds.entrySet()) {
      List<Argument> arguments = new ArrayList<>();
      for (RecordComponent component : kind.getValue().getRecordComponents()) {
        Default fallback = component.getAnnotation(Default.class);
        arguments.add(
            new Argument(
                snakeCase(component.getName()), Optional.ofNullable(fallback).map(Default::value)));
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

  /** The name of a value's kind. */
  public String nameOf(T value) {
    return snakeCase(value.getClass().getSimpleName());
  }

  /** Reads {@code name} or {@code name: {arguments}}. */
  public T read(Setting setting) {
    Setting.NamedSetting named = named(setting);
    Class<? extends T> kind = kinds.get(named.name());
    if (kind == null) {
      throw InvalidInputException.at(
          setting.place(),
          "unknown %s '%s'".formatted(noun, named.name()),
          Suggestion.expectedInsteadOf(named.name(), names()));
    }
    Fields fields = named.arguments().fields();
    RecordComponent[] components = kind.getRecordComponents();
    for (RecordComponent component : components) {
      fields.optional(snakeCase(component.getName())); // no valid key shall be called unknown
    }
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = argument(fields, components[i]);
    }
    fields.done();
    return construct(kind, components, arguments, named.arguments().place());
  }

  private Setting.NamedSetting named(Setting setting) {
    if (ofNumber == null || !setting.isNumber()) {
      return setting.named();
    }
    String argument = snakeCase(ofNumber.getRecordComponents()[0].getName());
    return new Setting.NamedSetting(
        snakeCase(ofNumber.getSimpleName()),
        Setting.mapping(setting.place(), Map.of(argument, setting)));
  }

  /** The value as plain maps and scalars: what {@link #read} takes, every argument written out. */
  public Object write(T value) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object argument = plain(component, get(component, value));
      if (value.getClass() == ofNumber) {
        return argument;
      }
      arguments.put(snakeCase(component.getName()), argument);
    }
    String name = nameOf(value);
    return arguments.isEmpty() ? name : Map.of(name, arguments);
  }

  private Object argument(Fields fields, RecordComponent component) {
    String key = snakeCase(component.getName());
    Default fallback = component.getAnnotation(Default.class);
    Setting setting =
        fallback == null
            ? fields.required(key)
            : fields
                .optional(key)
                .orElseGet(() -> defaultOf(fields.place() + "." + key, component, fallback));
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
    return nestedFor(wanted).read(setting);
  }

  private static Setting defaultOf(String place, RecordComponent component, Default fallback) {
    Class<?> wanted = component.getType();
    if (wanted == int.class || wanted == double.class) {
      return Setting.scalar(place, Double.valueOf(fallback.value()));
    }
    if (wanted == boolean.class) {
      return Setting.scalar(place, Boolean.valueOf(fallback.value()));
    }
    Matcher named = NAMED.matcher(fallback.value());
    if (named.matches()) {
      Setting value = Setting.scalar(place, Double.valueOf(named.group(3)));
      Setting arguments = Setting.mapping(place, Map.of(named.group(2), value));
      return Setting.mapping(place, Map.of(named.group(1), arguments));
    }
    boolean number = fallback.value().matches("[0-9.eE+-]+");
    return Setting.scalar(place, number ? Double.valueOf(fallback.value()) : fallback.value());
  }

  private Object plain(RecordComponent component, Object value) {
    return component.getType().isPrimitive()
        ? value
        : nestedFor(component.getType()).writeUnchecked(value);
  }

  private Object writeUnchecked(Object value) {
    return write(type.cast(value));
  }

  private Catalogue<?> nestedFor(Class<?> wanted) {
    if (wanted == type) {
      return this;
    }
    return nested.stream()
        .filter(catalogue -> catalogue.type == wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no catalogue reads " + wanted));
  }

  private static Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static <T> T construct(
      Class<? extends T> kind, RecordComponent[] components, Object[] arguments, String place) {
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : components) {
      types.add(component.getType());
    }
    try {
      Constructor<? extends T> constructor =
          kind.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException rejected) {
        throw new InvalidInputException(place + ": " + rejected.getMessage());
      }
      throw new IllegalStateException("cannot make " + kind, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + kind, e);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
