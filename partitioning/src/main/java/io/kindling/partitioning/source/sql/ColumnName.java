package io.kindling.partitioning.source.sql;

/** Names of columns as expressions of Spark SQL have them. */
public final class ColumnName {
  private ColumnName() {}

  /** The name between backquotes, where a dot is a dot. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
