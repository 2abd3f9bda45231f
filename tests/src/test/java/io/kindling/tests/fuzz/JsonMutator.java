package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes values, keys and lists of JSON, which stays JSON; some to what stands in such a place of
 * other documents.
 */
final class JsonMutator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Mutator mutator;
  private final JsonParts parts;

  JsonMutator(Mutator mutator, JsonParts parts) {
    this.mutator = mutator;
    this.parts = parts;
  }

  /** A list or an object, and the key that it stands under. */
  private record Place(String name, ContainerNode<?> container) {}

  /** The text of a document with one to three changes. */
  byte[] change(byte[] document) {
    JsonNode root = read(document);
    for (int changes = 1 + mutator.below(3); changes > 0; changes--) {
      change(root);
    }
    return write(root);
  }

  /** A document as a tree. */
  static JsonNode read(byte[] document) {
    try {
      return JSON.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tree as a document. */
  static byte[] write(JsonNode root) {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes one value in it. */
  private void change(JsonNode root) {
    List<Place> places = places(root);
    Place place = mutator.oneOf(places);
    if (place.container() instanceof ObjectNode object) {
      changeObject(place.name(), object, root);
    } else if (place.container() instanceof ArrayNode array) {
      changeArray(array, root);
    }
  }

  private static List<Place> places(JsonNode root) {
    List<Place> places = new ArrayList<>();
    collect("", root, places);
    return places;
  }

  private static void collect(String name, JsonNode node, List<Place> places) {
    if (node instanceof ContainerNode<?> container) {
      if (!node.isEmpty() || places.isEmpty()) {
        places.add(new Place(name, container));
      }
      node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), places));
      if (node.isArray()) {
        node.forEach(child -> collect(name, child, places));
      }
    }
  }

  private void changeObject(String name, ObjectNode object, JsonNode root) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    String key = keys.isEmpty() ? "x" : mutator.oneOf(keys);
    switch (mutator.below(9)) {
      case 0 -> object.remove(key);
      case 1 -> object.set(mutator.word(), object.path(key));
      case 2, 3 ->
          parts
              .any(name, mutator)
              .ifPresent(entry -> object.set(entry.key(), entry.value().deepCopy()));
      case 4, 5 ->
          parts.value(name, key, mutator).ifPresent(other -> object.set(key, other.deepCopy()));
      default -> object.set(key, value(object.path(key), root));
    }
  }

  private void changeArray(ArrayNode array, JsonNode root) {
    int at = array.isEmpty() ? 0 : mutator.below(array.size());
    switch (mutator.below(6)) {
      case 0 -> array.remove(at);
      case 1 -> array.insert(at, array.path(at));
      default -> {
        if (array.isEmpty()) {
          array.add(value(root, root));
        } else {
          array.set(at, value(array.path(at), root));
        }
      }
    }
  }

  private JsonNode value(JsonNode before, JsonNode root) {
    return switch (mutator.below(10)) {
      case 0 -> NODES.numberNode(mutator.extreme());
      case 1 ->
          NODES.numberNode(mutator.oneOf(List.of(0.5, -1e300, 1e308, Double.MIN_VALUE, -0.0)));
      case 2 -> NODES.numberNode(BigInteger.ONE.shiftLeft(mutator.below(200)));
      case 3 -> NODES.textNode(mutator.word());
      case 4 -> mutator.chance(2) ? NODES.nullNode() : NODES.booleanNode(true);
      case 5 -> mutator.chance(2) ? NODES.arrayNode() : NODES.objectNode();
      case 6 -> read(("[".repeat(60) + "]".repeat(60)).getBytes(StandardCharsets.UTF_8));
      case 7 -> NODES.arrayNode().add(before.deepCopy());
      case 8 -> mutator.oneOf(places(root)).container().deepCopy();
      default ->
          before.isNumber()
              ? NODES.numberNode(before.longValue() + mutator.oneOf(List.of(-1, 1, 7)))
              : NODES.textNode(before.asText() + mutator.word());
    };
  }
}
