package io.kindling.predictor.explanation;

import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.table.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in a row as it is kept, as people read it. */
final class KeptValues {
  private static final MathContext DIGITS = new MathContext(12);

  private final Preprocessing preprocessing;

  KeptValues(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /** What stands in a column of the source. */
  String text(SourceColumn column, float[] kept) {
    List<Integer> features = column.features();
    boolean dates =
        !preprocessing.columns().isEmpty()
            && preprocessing.columns().get(features.get(0)).kind() instanceof Date;
    if (features.size() > 1 && !dates) {
      return "%s values".formatted(features.size());
    }
    return features.stream()
        .map(feature -> (dates ? part(feature) + " " : "") + value(feature, kept[feature]))
        .collect(Collectors.joining(", "));
  }

  private String part(int feature) {
    return preprocessing.columns().get(feature).kind() instanceof Date date
        ? date.parts().get(0).configName()
        : "";
  }

  private String value(int feature, float kept) {
    Column column = preprocessing.columns().isEmpty() ? null : preprocessing.columns().get(feature);
    if (column != null && column.isOneHot()) {
      boolean known = kept >= 0 && kept < column.categories().size();
      return known ? column.categories().get((int) kept) : "none of the categories";
    }
    if (Float.isNaN(kept)) {
      return "missing";
    }
    if (column != null && column.kind() instanceof Bool && (kept == 0 || kept == 1)) {
      return Boolean.toString(kept == 1);
    }
    double origin = preprocessing.origins().of(feature);
    String number = origin == 0 ? plain(kept) : NumberText.of(rounded(kept + origin));
    return column != null && column.kind() instanceof Hash ? "bucket " + number : number;
  }

  /** As far as a float32 tells, which is what was kept beside the origin. */
  private static double rounded(double number) {
    return new BigDecimal(number).round(DIGITS).doubleValue();
  }

  private static String plain(float number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Float.toString(number);
  }
}
