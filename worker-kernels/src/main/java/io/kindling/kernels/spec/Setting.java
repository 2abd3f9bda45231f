package io.kindling.kernels.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A declared value that knows where it was declared, so that whoever finds it wrong can say so. Its
 * value is a mapping of names to settings, a list of settings, or a scalar (text, number, truth
 * value, or nothing).
 */
public final class Setting {
  private final String place;
  private final @Nullable Object value;

  private final @Nullable String spelling; // of a number, where it is known

  private Setting(String place, @Nullable Object value) {
    this(place, value, null);
  }

  private Setting(String place, @Nullable Object value, @Nullable String spelling) {
    this.place = place;
    this.value = value;
    this.spelling = spelling;
  }

  /** A scalar: {@link String}, {@link Number}, {@link Boolean} or null. */
  public static Setting scalar(String place, @Nullable Object value) {
    return new Setting(place, value);
  }

  /** A number, which may be meant as a text, such as the name {@code 007}. */
  public static Setting number(String place, Number value, String spelling) {
    return new Setting(place, value, spelling);
  }

  /** A list. */
  public static Setting list(String place, List<Setting> elements) {
    return new Setting(place, List.copyOf(elements));
  }

  /** A mapping; the order of keys is kept. */
  public static Setting mapping(String place, Map<String, Setting> entries) {
    return new Setting(place, new LinkedHashMap<>(entries));
  }

  /** A setting from plain maps, lists and scalars, such as a parsed JSON file gives. */
  public static Setting of(String place, @Nullable Object plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, Setting> entries = new LinkedHashMap<>();
      map.forEach(
          (k, v) -> entries.put(k.toString(), of(place + "." + Names.shortened(k.toString()), v)));
      return mapping(place, entries);
    }
    if (plain instanceof List<?> list) {
      List<Setting> elements = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        elements.add(of(place + "[" + i + "]", list.get(i)));
      }
      return list(place, elements);
    }
    return scalar(place, plain);
  }

  /**
   * This setting with {@code replacement} at {@code path}, the names of keys and the positions in
   * lists that lead there; keys that are missing are added.
   */
  public Setting with(List<String> path, Setting replacement) {
    if (path.isEmpty()) {
      return replacement;
    }
    String head = path.get(0);
    List<String> tail = path.subList(1, path.size());
    if (isList()) {
      List<Setting> elements = new ArrayList<>(elements());
      int index = head.matches("[0-9]{1,9}") ? Integer.parseInt(head) : elements.size();
      if (index >= elements.size()) {
        throw InvalidInputException.at(
            replacement.place(), "'" + head + "'", "a position from 0 to " + (elements.size() - 1));
      }
      elements.set(index, elements.get(index).with(tail, replacement));
      return list(place, elements);
    }
    Map<String, Setting> entries = new LinkedHashMap<>(entries().orElse(Map.of()));
    Setting inner = entries.getOrDefault(head, scalar(replacement.place(), null));
    entries.put(head, inner.with(tail, replacement));
    return mapping(place, entries);
  }

  /** Where this was declared: file, line and path of keys. */
  public String place() {
    return place;
  }

  /** The entries of a mapping, to be read one by one. An empty value counts as an empty mapping. */
  public Fields fields() {
    if (value == null) {
      return new Fields(this, Map.of());
    }
    return new Fields(this, entries().orElseThrow(() -> wrong("a mapping of keys to values")));
  }

  /** The entries of a mapping whose keys are free, in order. */
  public Map<String, Setting> entriesByName() {
    return entries().orElseThrow(() -> wrong("a mapping of names to values"));
  }

  /** The elements of a list. */
  public List<Setting> elements() {
    if (value instanceof List<?> list) {
      return list.stream().map(Setting.class::cast).toList();
    }
    throw wrong("a list");
  }

  /** The elements of a list of texts. */
  public List<String> texts() {
    return elements().stream().map(Setting::text).toList();
  }

  /** The elements of a list of texts, or the only text where this is one. */
  public List<String> textOrTexts() {
    return isList() ? texts() : List.of(text());
  }

  /** Whether this is a list. */
  public boolean isList() {
    return value instanceof List<?>;
  }

  /** Whether this is a mapping. */
  public boolean isMapping() {
    return value instanceof Map<?, ?>;
  }

  /** Whether this is a number. */
  public boolean isNumber() {
    return value instanceof Number;
  }

  /** Text; numbers count as the text they were written as. */
  public String text() {
    if (value instanceof String || value instanceof Number) {
      return spelling == null ? value.toString() : spelling;
    }
    throw wrong("text");
  }

  /** A truth value. */
  public boolean truth() {
    if (value instanceof Boolean b) {
      return b;
    }
    throw wrong("true or false");
  }

  /** A finite number. */
  public double number() {
    if (value instanceof Number n && Double.isFinite(n.doubleValue())) {
      return n.doubleValue();
    }
    throw wrong("a number");
  }

  /** A whole number that fits an {@code int}. */
  public int wholeNumber() {
    long number = longNumber();
    if (number != (int) number) {
      throw wrong("a whole number of at most " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /** A whole number. */
  public long longNumber() {
    if (value instanceof Number n && Double.isFinite(n.doubleValue())) {
      try {
        return new BigDecimal(n.toString()).longValueExact();
      } catch (ArithmeticException e) {
        throw wrong("a whole number");
      }
    }
    throw wrong("a whole number");
  }

  /**
   * Reads {@code name} or {@code name: {arguments}}, the form in which layers, losses and
   * optimizers are declared.
   */
  public NamedSetting named() {
    if (value instanceof String name) {
      return new NamedSetting(name, scalar(place, null));
    }
    Map<String, Setting> entries =
        entries().orElseThrow(() -> wrong("a name, or a name and its arguments"));
    if (entries.size() != 1) {
      throw wrong("one name and its arguments");
    }
    Map.Entry<String, Setting> entry = entries.entrySet().iterator().next();
    return new NamedSetting(entry.getKey(), entry.getValue());
  }

  /** The value on one line, as a person would write it. */
  public String inline() {
    if (value instanceof List<?>) {
      return elements().stream().map(Setting::inline).collect(Collectors.joining(", ", "[", "]"));
    }
    if (isMapping()) {
      return entriesByName().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue().inline())
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  /**
   * What is made of this setting.
   *
   * @throws InvalidInputException at this place when {@code maker} refuses an argument
   */
  public <T> T make(Supplier<T> maker) {
    return InvalidInputException.placing(place, maker);
  }

  /** A name and the setting that holds its arguments. */
  public record NamedSetting(String name, Setting arguments) {}

  /** An error at this place: this value stands where {@code expected} should. */
  public InvalidInputException wrong(String expected) {
    return InvalidInputException.at(place, FoundValue.inWords(value), expected);
  }

  @SuppressWarnings("unchecked") // only mapping() stores maps
  private Optional<Map<String, Setting>> entries() {
    return value instanceof Map<?, ?>
        ? Optional.of((Map<String, Setting>) value)
        : Optional.empty();
  }
}
