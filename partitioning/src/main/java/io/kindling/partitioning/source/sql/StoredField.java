package io.kindling.partitioning.source.sql;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * Columns of Parquet whose type Spark SQL has not: what they are is kept beside the type that
 * stands for it. Times of nanoseconds, as pandas keeps them, are read as the numbers that they are
 * stored as; others are not read, but the columns beside them are.
 */
final class StoredField {
  private static final String WORDS = "kindling.unread";
  private static final String NANOS = "kindling.nanos";
  private static final String NOTHING = "kindling.nothing";

  private StoredField() {}

  /** A column that cannot be read. */
  static StructField unread(String name, String words) {
    return new StructField(
        name, DataTypes.NullType, true, new MetadataBuilder().putString(WORDS, words).build());
  }

  /** A column in which nothing stands, so that nothing is read. */
  static StructField nothing(String name) {
    return new StructField(
        name, DataTypes.NullType, true, new MetadataBuilder().putBoolean(NOTHING, true).build());
  }

  /**
   * A column of times in nanoseconds since 1970.
   *
   * @param inUtc whether they are moments, and not times as a clock on a wall shows them
   */
  static StructField nanos(String name, boolean inUtc) {
    Metadata metadata = new MetadataBuilder().putBoolean(NANOS, inUtc).build();
    return new StructField(name, DataTypes.LongType, true, metadata);
  }

  /** Whether a column cannot be read. */
  static boolean isUnread(StructField field) {
    return field.metadata().contains(WORDS);
  }

  /** Whether nothing stands in a column. */
  static boolean isNothing(StructField field) {
    return field.metadata().contains(NOTHING);
  }

  /** Whether Spark reads a column. */
  static boolean isRead(StructField field) {
    return !isUnread(field) && !isNothing(field);
  }

  /** Whether a column has times in nanoseconds. */
  static boolean isNanos(StructField field) {
    return field.metadata().contains(NANOS);
  }

  /** Whether such times are moments. */
  static boolean isInUtc(StructField field) {
    return field.metadata().getBoolean(NANOS);
  }

  /** The type in the words of errors. */
  static String words(StructField field) {
    return isUnread(field) ? field.metadata().getString(WORDS) : field.dataType().simpleString();
  }
}
