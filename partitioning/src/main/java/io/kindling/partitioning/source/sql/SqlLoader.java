package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.ReadProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Has Spark load files.
 *
 * @param files all of the source
 */
record SqlLoader(SparkSession session, FileKind kind, List<ListedFile> files) {
  private static final String KEY_OF_OTHER_TYPE = "INVALID_PARTITION_VALUE";

  /** Copies. */
  SqlLoader {
    files = List.copyOf(files);
  }

  /** The names of the columns that folders {@code key=value} make. */
  Set<String> keys() {
    return files.get(0).keys().keySet();
  }

  /**
   * The columns that folders {@code key=value} make, of the types that the values of all files tell
   * Spark, or those of columns of the same names.
   */
  List<StructField> keyFields(AlikeFiles first) {
    if (keys().isEmpty()) {
      return List.of();
    }
    String[] paths =
        files.stream().map(file -> file.status().getPath().toString()).toArray(String[]::new);
    return guarded(
        first,
        () -> {
          StructType table = keyed(reader(read(first, List.of()))).load(paths).schema();
          return keys().stream().map(table::apply).toList();
        });
  }

  /** The files' columns that are read, those of folders behind them. */
  SqlScan scan(AlikeFiles group, List<StructField> keys, List<String> columns) {
    return guarded(
        group, () -> select(keyed(reader(read(group, keys))).load(group.paths()), columns));
  }

  /** The columns of the first file. */
  SqlScan scanFirst(AlikeFiles group, List<String> columns) {
    return guarded(
        group,
        () -> select(reader(read(group, List.of())).load(group.first().toString()), columns));
  }

  private <T> T guarded(AlikeFiles group, Supplier<T> planned) {
    try {
      return planned.get();
    } catch (Exception e) { // Spark, being Scala, does not declare what it throws
      if (e instanceof SparkThrowable spark && KEY_OF_OTHER_TYPE.equals(spark.getCondition())) {
        Map<String, String> said = spark.getMessageParameters();
        throw InvalidInputException.at(
            group.name(),
            "%s as the value of a folder for the column %s, which is of %s in the files"
                .formatted(
                    said.get("value"),
                    said.get("columnName"),
                    String.valueOf(said.get("dataType")).replace("\"", "")),
            "a value of its type");
      }
      if (e instanceof SparkThrowable && !(e instanceof SparkException)) { // no job that failed
        throw InvalidInputException.at(
            group.name(),
            "columns that Spark does not take (%s)".formatted(ReadProblem.describe(e)),
            kind.words());
      }
      throw e;
    } catch (StackOverflowError e) {
      throw InvalidInputException.at(group.name(), Footers.TOO_DEEP, kind.words());
    }
  }

  private static StructType read(AlikeFiles group, List<StructField> keys) {
    Set<String> names = Set.copyOf(keys.stream().map(StructField::name).toList());
    Stream<StructField> own =
        Stream.of(group.schema().fields())
            .filter(field -> StoredField.isRead(field) && !names.contains(field.name()));
    return new StructType(Stream.concat(own, keys.stream()).toArray(StructField[]::new));
  }

  /**
   * Paths are taken character by character, not as globs once more. Checksums of Parquet's pages,
   * which most writers write, are looked at: of a damaged page Spark may read other numbers, or
   * never come to an end.
   */
  private DataFrameReader reader(StructType schema) {
    return session
        .read()
        .format(kind.format())
        .option("__globPaths__", "false")
        .option("parquet.page.verify-checksum.enabled", "true")
        .schema(schema);
  }

  /** Spark makes columns of the folders {@code key=value} below a path that it is told. */
  private DataFrameReader keyed(DataFrameReader reader) {
    Path root = files.get(0).status().getPath().getParent();
    for (int i = 0; i < keys().size(); i++) {
      root = root.getParent();
    }
    return keys().isEmpty() ? reader : reader.option("basePath", root.toString());
  }

  private static SqlScan select(Dataset<Row> table, List<String> columns) {
    List<Column> chosen = new ArrayList<>();
    for (String column : columns) {
      // By the settings of the table's session, as a column of the table would not be found.
      chosen.add(functions.col(ColumnName.quoted(column)));
    }
    return SqlScan.of(table.select(chosen.toArray(Column[]::new)));
  }
}
