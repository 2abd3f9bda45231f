package io.kindling.kernels.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A record's component that is a list of an enum's constants, each by its name in lower case. */
final class EnumList {
  private EnumList() {}

  /** Whether a component is one. */
  static boolean is(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] instanceof Class<?> element
        && element.isEnum();
  }

  /** Reads a list of names; a name alone is a list of one. */
  static List<Object> read(Setting setting, RecordComponent component) {
    Map<String, Object> constants = new LinkedHashMap<>();
    ParameterizedType list = (ParameterizedType) component.getGenericType();
    Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
    for (Object constant : Objects.requireNonNull(element.getEnumConstants(), "an enum")) {
      constants.put(name(constant), constant);
    }
    List<Object> read = new ArrayList<>();
    for (Setting name : setting.isList() ? setting.elements() : List.of(setting)) {
      Object constant = constants.get(name.text());
      if (constant == null) {
        throw name.wrong(Suggestion.expectedInsteadOf(name.text(), constants.keySet()));
      }
      read.add(constant);
    }
    return read;
  }

  /** Writes what {@link #read} takes. */
  static List<String> write(Object value) {
    return ((List<?>) value).stream().map(EnumList::name).toList();
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }
}
