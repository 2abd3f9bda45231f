package io.kindling.driver.yaml;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 into settings whose places are {@code file:line: path.of.keys}. What it reads is
 * bounded in depth, and so is what aliases stand for: each may hold several others, so that ten
 * lines could mean a billion values.
 */
public final class YamlText {
  private static final int SMALLEST_BUFFER = 1024;
  private static final int DEEPEST = 50;
  private static final int MOST_ALIASED = 10_000;
  private static final int MOST_DIGITS = 1_000;

  private static final Set<Tag> PLAIN =
      Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.SEQ, Tag.MAP);

  private final String name;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int aliased;

  private YamlText(String name) {
    this.name = name;
  }

  /**
   * Reads the text of a file; {@code name} is what errors call it.
   *
   * @throws InvalidInputException when it is not YAML
   */
  public static Setting read(String name, String text) {
    return new YamlText(name).parse(text, true);
  }

  /** Reads a value given elsewhere, such as on the command line; {@code place} says where. */
  public static Setting readValue(String place, String yaml) {
    return new YamlText(place).parse(yaml, false);
  }

  private Setting parse(String yaml, boolean lines) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(MOST_ALIASED)
            // All at once: piece by piece, a long value is moved once for each.
            .setBufferSize(Math.max(SMALLEST_BUFFER, yaml.length() + 2))
            .build();
    try {
      checkDepth(settings, yaml, lines);
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.map(node -> convert(node, "", lines, 0))
          .orElseGet(() -> Setting.scalar(name, null));
    } catch (MarkedYamlEngineException e) {
      String place = name + line(e.getProblemMark(), lines);
      throw new InvalidInputException(place + ": invalid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new InvalidInputException(name + ": invalid YAML: " + e.getMessage());
    }
  }

  /** Nodes are composed by recursion, so this looks at the events before. */
  private void checkDepth(LoadSettings settings, String yaml, boolean lines) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(yaml)) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > DEEPEST) {
        throw tooDeep(name + line(event.getStartMark(), lines));
      }
    }
  }

  private static InvalidInputException tooDeep(String place) {
    return InvalidInputException.at(
        place, "collections in collections", "at most " + DEEPEST + " levels of them");
  }

  private Setting convert(Node node, String path, boolean lines, int depth) {
    String place = place(node, path, lines);
    if (depth > DEEPEST) { // an anchor may stand within itself
      throw tooDeep(name + line(node.getStartMark(), lines));
    }
    if (!seen.add(node) && ++aliased > MOST_ALIASED) {
      throw InvalidInputException.at(
          name + line(node.getStartMark(), lines),
          "aliases for more than " + Names.count(MOST_ALIASED) + " values",
          "fewer");
    }
    if (!PLAIN.contains(node.getTag())) { // which in other readers may stand for any class
      throw InvalidInputException.at(
          place,
          "the tag '%s'".formatted(Names.shortened(node.getTag().getValue())),
          "a value without one");
    }
    if (node instanceof MappingNode mapping) {
      return convertMapping(mapping, path, place, lines, depth);
    }
    if (node instanceof SequenceNode sequence) {
      List<Setting> elements = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        String elementPath = path + "[" + elements.size() + "]";
        elements.add(convert(element, elementPath, lines, depth + 1));
      }
      return Setting.list(place, elements);
    }
    ScalarNode scalar = (ScalarNode) node;
    Object value = value(scalar);
    return value instanceof Number number
        ? Setting.number(place, number, scalar.getValue())
        : Setting.scalar(place, value);
  }

  private Setting convertMapping(
      MappingNode mapping, String path, String place, boolean lines, int depth) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw InvalidInputException.at(place, "a key that is a collection", "a name");
      }
      String shown = Names.shortened(key.getValue());
      String keyPath = path.isEmpty() ? shown : path + "." + shown;
      Setting value = convert(tuple.getValueNode(), keyPath, lines, depth + 1);
      if (entries.put(key.getValue(), value) != null) {
        throw InvalidInputException.at(
            place(key, keyPath, lines), "'" + shown + "' again", "each key once");
      }
    }
    return Setting.mapping(place, entries);
  }

  private String place(Node node, String path, boolean lines) {
    return name + line(node.getStartMark(), lines) + (path.isEmpty() ? "" : ": " + path);
  }

  private static String line(Optional<Mark> mark, boolean lines) {
    return lines ? mark.map(start -> ":" + (start.getLine() + 1)).orElse("") : "";
  }

  private static @Nullable Object value(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    try {
      if (tag.equals(Tag.INT) && text.startsWith("0x")) {
        return Long.valueOf(text.substring(2), 16);
      }
      if (tag.equals(Tag.INT) && text.startsWith("0o")) {
        return Long.valueOf(text.substring(2), 8);
      }
      return number(text, tag);
    } catch (NumberFormatException e) {
      return text; // .inf and .nan: no setting takes them
    }
  }

  private static Object number(String text, Tag tag) {
    if (text.length() > MOST_DIGITS || !(tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))) {
      return text;
    }
    BigDecimal number = new BigDecimal(text); // keeps the spelling
    boolean fits = tag.equals(Tag.INT) && number.toBigInteger().bitLength() < Long.SIZE;
    return fits ? (Object) number.longValueExact() : number;
  }
}
