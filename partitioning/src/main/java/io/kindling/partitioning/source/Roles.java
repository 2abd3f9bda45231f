package io.kindling.partitioning.source;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns of a source are not features.
 *
 * @param labels the names of the targets' columns, in the order of the targets
 * @param weight the name of the column that says how much a row counts; nothing where all count 1
 */
public record Roles(List<String> labels, Optional<String> weight) {
  /** The label is in the column {@code label}. */
  public static final Roles DEFAULT = new Roles(List.of("label"), Optional.empty());

  /**
   * Copies.
   *
   * @throws IllegalArgumentException when a column is named twice
   */
  public Roles {
    labels = List.copyOf(labels);
    Set<String> names = new HashSet<>();
    Stream.concat(labels.stream(), weight.stream())
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "A column must be label or weight once, got '%s' twice".formatted(name));
            });
  }
}
