package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.ColumnKind;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.Hash;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.column.OneHot;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.DecimalNumber;
import io.kindling.partitioning.source.SourceRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each column of a CSV file is for, and how a line becomes a row. */
final class CsvLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NOTHING = -1;

  private final List<String> header;
  private final int[] targets;
  private final int weight;
  private final int[] features;
  private final ColumnKind[] kinds;
  private final boolean hasWords;
  private final MissingMode missing;

  /**
   * @param header the names of all columns
   * @param labels the names of the targets, in their order; none of them is a feature
   * @param weight the name of the weight, which is not a feature either; null for none
   * @param labelled whether targets and weight are read, or rows are to be scored only
   */
  CsvLayout(
      List<String> header,
      List<String> labels,
      @Nullable String weight,
      boolean labelled,
      FeatureColumns declared) {
    this.header = List.copyOf(header);
    this.targets = labelled ? labels.stream().mapToInt(header::indexOf).toArray() : new int[0];
    this.weight = labelled && weight != null ? header.indexOf(weight) : NOTHING;
    this.missing = declared.missing();
    List<Integer> positions = new ArrayList<>();
    List<ColumnKind> kindsOfFeatures = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (!labels.contains(name) && !name.equals(weight)) {
        positions.add(i);
        kindsOfFeatures.add(declared.column(name).kind());
      }
    }
    this.features = positions.stream().mapToInt(Integer::intValue).toArray();
    this.kinds = kindsOfFeatures.toArray(ColumnKind[]::new);
    this.hasWords = kindsOfFeatures.stream().anyMatch(OneHot.class::isInstance);
  }

  /** The names of all columns. */
  List<String> header() {
    return header;
  }

  /** What stands in a row. */
  TableColumns columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < features.length; i++) {
      columns.add(new Column(header.get(features[i]), kinds[i]));
    }
    List<String> labels = Arrays.stream(targets).mapToObj(header::get).toList();
    return new TableColumns(columns, labels, weight != NOTHING, missing);
  }

  /** The row of a line's values, of which there are as many as columns. */
  SourceRow row(String file, long offset, List<String> values) {
    try {
      double[] numbers = new double[features.length];
      Map<Integer, String> words = hasWords ? new HashMap<>() : Map.of();
      for (int i = 0; i < features.length; i++) {
        String value = values.get(features[i]);
        if (kinds[i] instanceof OneHot) {
          words.put(i, value);
        } else if (kinds[i] instanceof Hash hash) {
          numbers[i] = hash.bucket(value);
        } else {
          boolean isMissing = missing != MissingMode.ERROR && value.isEmpty();
          numbers[i] = isMissing ? Double.NaN : number(values, features[i]);
        }
      }
      float[] labels = new float[targets.length];
      for (int i = 0; i < targets.length; i++) {
        labels[i] = (float) number(values, targets[i]);
      }
      SourceRow row = SourceRow.of(file, offset, numbers, labels).withWords(words);
      return weight == NOTHING ? row : row.withWeight((float) number(values, weight));
    } catch (NotANumber e) {
      return SourceRow.bad(file, offset, e.found, e.expected);
    }
  }

  private double number(List<String> values, int column) throws NotANumber {
    String value = values.get(column);
    double number;
    try {
      number = DecimalNumber.parse(value);
    } catch (NumberFormatException e) {
      throw new NotANumber(value, header.get(column), "a number");
    }
    if (Float.isInfinite((float) number)) {
      throw new NotANumber(value, header.get(column), DecimalNumber.RANGE);
    }
    return number;
  }

  private static final class NotANumber extends Exception {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    NotANumber(String value, String column, String expected) {
      super(null, null, false, false);
      this.found = "'%s' in column '%s'".formatted(Names.shortened(value), Names.shortened(column));
      this.expected = expected;
    }
  }
}
