package io.kindling.driver.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value that is not the same in two trees of plain maps, lists and scalars.
 *
 * @param name the path of keys that leads to it
 * @param before what it was
 * @param now what it is
 */
public record PlainDifference(String name, String before, String now) {
  private static final String NOTHING = "nothing";

  /** In what {@code now} is not as {@code before}, in the order of the keys. */
  public static List<PlainDifference> between(Map<String, Object> before, Map<String, Object> now) {
    Map<String, String> old = new LinkedHashMap<>();
    Map<String, String> present = new LinkedHashMap<>();
    flatten("", before, old);
    flatten("", now, present);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(present.keySet());
    List<PlainDifference> differences = new ArrayList<>();
    for (String name : names) {
      String was = old.getOrDefault(name, NOTHING);
      String is = present.getOrDefault(name, NOTHING);
      if (!was.equals(is)) {
        differences.add(new PlainDifference(name, was, is));
      }
    }
    return differences;
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten("%s[%s]".formatted(path, i), list.get(i), into);
      }
    } else {
      into.put(path, String.valueOf(value));
    }
  }

  @Override
  public String toString() {
    return "%s %s (now %s)".formatted(name, before, now);
  }
}
