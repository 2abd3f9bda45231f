package io.kindling.predictor.explanation;

import io.kindling.predictor.column.Column;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.row.KnownPlaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a person calls a column of the data, and what a model keeps of it: one feature of a number,
 * a word or a bucket; one for each part of a date; one for each value of a vector.
 *
 * @param name in the source
 * @param features their places in a row as it is kept
 */
public record SourceColumn(String name, List<Integer> features) {
  /** Copies. */
  public SourceColumn {
    features = List.copyOf(features);
  }

  /**
   * The columns that a model takes, in the order of its features.
   *
   * @param byPosition whether each value of a vector or an image is a column by itself, {@code
   *     pixels[3]}, or {@code x3} where features have no names; otherwise they are one together
   */
  public static List<SourceColumn> of(Preprocessing preprocessing, boolean byPosition) {
    List<Column> columns = preprocessing.columns();
    if (columns.isEmpty()) {
      return nameless(preprocessing.features(), byPosition);
    }
    Set<String> names = columns.stream().map(Column::source).collect(Collectors.toSet());
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String source = columns.get(i).source();
      String name = byPosition ? source : vector(source, names);
      places.computeIfAbsent(name, column -> new ArrayList<>()).add(i);
    }
    return places.entrySet().stream()
        .map(column -> new SourceColumn(column.getKey(), column.getValue()))
        .toList();
  }

  private static List<SourceColumn> nameless(int features, boolean byPosition) {
    List<Integer> all = IntStream.range(0, features).boxed().toList();
    return byPosition || features == 1
        ? all.stream().map(i -> new SourceColumn("x" + i, List.of(i))).toList()
        : List.of(new SourceColumn("all %s values".formatted(features), all));
  }

  /** The name of the vector that has a value of this name, if one of several is what it is. */
  private static String vector(String name, Set<String> names) {
    String vector = KnownPlaces.several(name);
    return vector != null && names.contains(vector + "[0]") && names.contains(vector + "[1]")
        ? vector
        : name;
  }

  /** How many features are kept of it. */
  public int width() {
    return features.size();
  }
}
