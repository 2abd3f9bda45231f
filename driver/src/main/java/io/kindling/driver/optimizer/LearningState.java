package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a learner goes on from, by names: parameters, moments and averages; counts and rates.
 * One with the same state takes the same steps, to the bit.
 *
 * @param arrays the learner's own, which change with its next step, until {@link #copy} is taken
 * @param numbers each a {@link Long} or a {@link Double}
 */
public record LearningState(Map<String, float[]> arrays, Map<String, Number> numbers) {
  /** Nothing yet. */
  LearningState() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  void put(String name, float[] array) {
    arrays.put(name, array);
  }

  void put(String name, Number number) {
    numbers.put(name, number);
  }

  /** Whether there is a number of this name. */
  boolean has(String name) {
    return numbers.containsKey(name);
  }

  /**
   * Copies an array out.
   *
   * @throws InvalidInputException when there is none of this name and length
   */
  void read(String name, float[] into) {
    float @Nullable [] array = arrays.get(name);
    if (array == null || array.length != into.length) {
      throw InvalidInputException.at(
          "the state to go on from",
          array == null ? "no " + name : "%s values of %s".formatted(array.length, name),
          "%s values of %s".formatted(into.length, name));
    }
    System.arraycopy(array, 0, into, 0, into.length);
  }

  /**
   * A number.
   *
   * @throws InvalidInputException when there is none of this name
   */
  Number number(String name) {
    @Nullable Number number = numbers.get(name);
    if (number == null) {
      throw InvalidInputException.at("the state to go on from", "no " + name, "a number");
    }
    return number;
  }

  /** The same, with arrays of its own. */
  public LearningState copy() {
    Map<String, float[]> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.clone()));
    return new LearningState(copies, new LinkedHashMap<>(numbers));
  }

  /** The bytes of its arrays. */
  public long bytes() {
    return arrays.values().stream().mapToLong(array -> (long) Float.BYTES * array.length).sum();
  }
}
