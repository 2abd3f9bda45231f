package io.kindling.kernels.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record's class seen as a declaration: its name, its arguments and their defaults. */
final class RecordForm {
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+): \\{(\\w+): ([0-9.eE+-]+)}}");

  private RecordForm() {}

  static String nameOf(Class<?> kind) {
    return snakeCase(kind.getSimpleName());
  }

  static String nameOf(RecordComponent component) {
    return snakeCase(component.getName());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** A component's default as a setting that stands at {@code place}. */
  static Setting defaultOf(String place, RecordComponent component, Default fallback) {
    Class<?> wanted = component.getType();
    if (wanted == int.class || wanted == double.class) {
      return Setting.scalar(place, Double.valueOf(fallback.value()));
    }
    if (wanted == boolean.class) {
      return Setting.scalar(place, Boolean.valueOf(fallback.value()));
    }
    if (EnumList.is(component)) {
      String names = fallback.value().substring(1, fallback.value().length() - 1);
      return Setting.of(place, List.of(names.split(", ")));
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

  /** A component's value. */
  static Object get(RecordComponent component, Object value) {
    try {
      component.getAccessor().setAccessible(true); // the record may be private to its package
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /**
   * Makes a record.
   *
   * @throws InvalidInputException at {@code place} when its constructor refuses the arguments
   */
  static <T> T construct(Class<? extends T> kind, Object[] arguments, String place) {
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : kind.getRecordComponents()) {
      types.add(component.getType());
    }
    try {
      Constructor<? extends T> constructor =
          kind.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      constructor.setAccessible(true); // as above
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
}
