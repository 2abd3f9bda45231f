package io.kindling.submit.config;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
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

/** Reads YAML 1.2 into settings whose places are {@code file:line: path.of.keys}. */
public final class YamlFile {
  private final String name;

  private YamlFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInputException when it is missing or no YAML
   */
  public static Setting read(Path file) {
    String name = file.toString();
    try {
      return new YamlFile(name).parse(Files.readString(file), true);
    } catch (NoSuchFileException e) {
      throw InvalidInputException.at(name, "no such file", "a config file");
    } catch (IOException e) {
      throw InvalidInputException.at(name, e.toString(), "a config file that can be read");
    }
  }

  /** Reads a value given elsewhere, such as on the command line; {@code place} says where. */
  public static Setting readValue(String place, String yaml) {
    return new YamlFile(place).parse(yaml, false);
  }

  private Setting parse(String yaml, boolean lines) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.map(node -> convert(node, "", lines)).orElseGet(() -> Setting.scalar(name, null));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw InvalidInputException.at(name + (lines ? line : ""), e.getProblem(), "valid YAML");
    } catch (YamlEngineException e) {
      throw InvalidInputException.at(name, String.valueOf(e.getMessage()), "valid YAML");
    }
  }

  private Setting convert(Node node, String path, boolean lines) {
    String place = place(node, path, lines);
    if (node instanceof MappingNode mapping) {
      return convertMapping(mapping, path, place, lines);
    }
    if (node instanceof SequenceNode sequence) {
      List<Setting> elements = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        elements.add(convert(element, "%s[%d]".formatted(path, elements.size()), lines));
      }
      return Setting.list(place, elements);
    }
    return Setting.scalar(place, value((ScalarNode) node));
  }

  private Setting convertMapping(MappingNode mapping, String path, String place, boolean lines) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw InvalidInputException.at(place, "a key that is a collection", "a name");
      }
      String keyPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      if (entries.put(key.getValue(), convert(tuple.getValueNode(), keyPath, lines)) != null) {
        throw InvalidInputException.at(
            place(key, keyPath, lines), "'" + key.getValue() + "' again", "each key once");
      }
    }
    return Setting.mapping(place, entries);
  }

  private String place(Node node, String path, boolean lines) {
    Optional<Mark> mark = lines ? node.getStartMark() : Optional.empty();
    String line = mark.map(start -> ":" + (start.getLine() + 1)).orElse("");
    return name + line + (path.isEmpty() ? "" : ": " + path);
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
      if (tag.equals(Tag.INT)) {
        return text.startsWith("0x")
            ? Long.valueOf(text.substring(2), 16)
            : text.startsWith("0o") ? Long.valueOf(text.substring(2), 8) : Long.valueOf(text);
      }
      return tag.equals(Tag.FLOAT) ? new BigDecimal(text) : text; // keeps the spelling
    } catch (NumberFormatException e) {
      return text; // .inf, .nan and numbers beyond 64 bits: no setting takes them
    }
  }
}
