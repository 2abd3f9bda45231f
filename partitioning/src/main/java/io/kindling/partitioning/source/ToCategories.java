package io.kindling.partitioning.source;

import io.kindling.partitioning.column.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;

/** Puts the number of its category in place of each word of a row. */
final class ToCategories implements Function<SourceRow, SourceRow> {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final ArrayList<HashMap<String, Integer>> numbers = new ArrayList<>();

  ToCategories(List<Column> columns) {
    for (Column column : columns) {
      HashMap<String, Integer> numbersOfColumn = new HashMap<>();
      for (String category : column.categories()) {
        numbersOfColumn.put(category, numbersOfColumn.size());
      }
      numbers.add(numbersOfColumn);
    }
  }

  @Override
  public SourceRow call(SourceRow row) {
    if (row.problem() != null) {
      return row;
    }
    double[] features = row.features().clone();
    for (Map.Entry<Integer, String> word : row.words().entrySet()) {
      int column = word.getKey();
      features[column] = numbers.get(column).getOrDefault(word.getValue(), NONE);
    }
    return row.withFeatures(features);
  }
}
