package io.kindling.partitioning.reading;

import io.kindling.partitioning.column.Bool;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.Hash;
import io.kindling.partitioning.column.OneHot;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the texts of a column are kept as. Travels, under Kryo too, hence no record. */
final class TextValues implements Serializable {
  /** Of a column without texts. */
  static final TextValues NONE = new TextValues(new HashMap<>(), 0);

  private static final long serialVersionUID = 1L;
  private static final int NO_CATEGORY = -1;

  private final HashMap<String, Integer> categories;
  private final int buckets; // of hashed texts; 0 for others

  private TextValues(Map<String, Integer> categories, int buckets) {
    this.categories = new HashMap<>(categories);
    this.buckets = buckets;
  }

  static TextValues of(Column column) {
    HashMap<String, Integer> categories = new HashMap<>();
    if (column.kind() instanceof OneHot) {
      column.categories().forEach(category -> categories.put(category, categories.size()));
      return new TextValues(categories, 0);
    }
    return column.kind() instanceof Hash hash ? new TextValues(categories, hash.buckets()) : NONE;
  }

  /** The number that a text is kept as; null stands for one that is missing. */
  double number(@Nullable String text) {
    if (buckets > 0) {
      return new Hash(buckets).bucket(text == null ? "" : text); // nothing has its bucket, too
    }
    if (categories.isEmpty()) {
      return text == null ? Double.NaN : Bool.number(text);
    }
    return text == null ? NO_CATEGORY : categories.getOrDefault(text, NO_CATEGORY);
  }
}
