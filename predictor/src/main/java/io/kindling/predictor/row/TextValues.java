package io.kindling.predictor.row;

import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.OneHot;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the texts of a column are kept as. Travels, under Kryo too, hence no record. */
public final class TextValues implements Serializable {
  /** Of a column without texts. */
  static final TextValues NONE = new TextValues(new HashMap<>(), 0, null);

  private static final long serialVersionUID = 1L;
  private static final int NO_CATEGORY = -1;

  private final HashMap<String, Integer> categories;
  private final HashMap<Double, Integer> truths; // where the categories are such
  private final int buckets; // of hashed texts; 0 for others
  private final @Nullable DatePart part; // of dates; null for others
  private final String format;
  private transient @Nullable DateFormat dates; // made where texts are read

  private TextValues(Map<String, Integer> categories, int buckets, @Nullable Date date) {
    this.categories = new HashMap<>(categories);
    this.truths = new HashMap<>(Bool.byTruth(categories));
    this.buckets = buckets;
    this.part = date == null ? null : date.parts().get(0);
    this.format = date == null ? Date.ISO : date.format();
  }

  /** What the texts of a column are. */
  public static TextValues of(Column column) {
    HashMap<String, Integer> categories = new HashMap<>();
    if (column.kind() instanceof OneHot) {
      column.categories().forEach(category -> categories.put(category, categories.size()));
      return new TextValues(categories, 0, null);
    }
    if (column.kind() instanceof Date date) {
      return new TextValues(categories, 0, date);
    }
    return column.kind() instanceof Hash hash
        ? new TextValues(categories, hash.buckets(), null)
        : NONE;
  }

  /** The number that a text is kept as; null stands for one that is missing. */
  double number(@Nullable String text) {
    if (buckets > 0) {
      return new Hash(buckets).bucket(text == null ? "" : text); // nothing has its bucket, too
    }
    if (part != null) {
      return text == null ? Double.NaN : partOf(text, part);
    }
    if (categories.isEmpty()) {
      return text == null ? Double.NaN : Bool.number(text);
    }
    return text == null ? NO_CATEGORY : category(text);
  }

  /** Whether a text is none of the column's categories, where it has such. */
  public boolean isUnknown(String text) {
    return !categories.isEmpty() && category(text) == NO_CATEGORY;
  }

  private int category(String text) {
    Integer number = categories.get(text);
    if (number == null && !truths.isEmpty()) {
      number = truths.get(Bool.number(text));
    }
    return number == null ? NO_CATEGORY : number;
  }

  private double partOf(String text, DatePart wanted) {
    if (dates == null) {
      dates = DateFormat.of(format);
    }
    LocalDateTime time = dates.read(text);
    return time == null ? Double.NaN : wanted.of(time);
  }
}
