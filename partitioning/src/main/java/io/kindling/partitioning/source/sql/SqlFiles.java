package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Files of one kind, which Spark SQL reads. */
final class SqlFiles {
  private static final int ROWS = 1000; // that are looked at where some columns may be left out

  private final JavaSparkContext context;
  private final String path;
  private final FileKind kind;
  private final List<ListedFile> files;
  private final List<String> notes;

  SqlFiles(JavaSparkContext context, String path, FileKind kind) {
    this.context = context;
    this.path = path;
    this.kind = kind;
    DataFiles found =
        DataFiles.withKeys(context.hadoopConfiguration(), path, kind.format(), kind.words());
    this.files = found.files();
    this.notes = found.notes();
  }

  RawTable open(CellRules rules) {
    Footers footers = Footers.read(context, kind, files.stream().map(ListedFile::status).toList());
    footers.checkAlike(column -> rules.type(column).filter(CellType.SKIPPED::equals).isPresent());
    SparkSession session = SqlSession.of(context);
    Path first = files.get(footers.firstWithRows()).status().getPath();
    StructType schema = Footers.schema(session, kind, first);
    if (schema.length() == 0) {
      throw InvalidInputException.at(UserPath.shown(first), "no columns", "at least 1");
    }
    try {
      return open(rules, footers, session, first, schema);
    } catch (Exception e) { // Spark, being Scala, does not declare what it throws
      if (e instanceof SparkThrowable && !(e instanceof SparkException)) { // no job that failed
        throw InvalidInputException.at(
            UserPath.shown(first),
            "columns that Spark does not take (%s)".formatted(ReadProblem.describe(e)),
            kind.words());
      }
      throw e;
    } catch (StackOverflowError e) {
      throw InvalidInputException.at(UserPath.shown(first), Footers.TOO_DEEP, kind.words());
    }
  }

  private RawTable open(
      CellRules rules, Footers footers, SparkSession session, Path first, StructType schema) {
    String[] paths =
        files.stream().map(file -> file.status().getPath().toString()).toArray(String[]::new);
    StructType read = readable(schema);
    Dataset<Row> table = keyed(reader(session).schema(read)).load(paths);
    List<StructField> fields = fields(schema, table.schema());
    String name = UserPath.shown(path);
    List<RawColumn> unsized = SqlTypes.columns(name, fields, rules);
    limitRooms(session, unsized);
    List<RawColumn> natural =
        SqlTypes.sized(
            name,
            unsized,
            rules,
            arrays ->
                sizes(
                    footers,
                    reader(session).schema(read).load(first.toString()),
                    arrays,
                    rules.isLenient() ? ROWS : 1));
    List<RawColumn> columns = ColumnTypes.declared(name, natural, rules);
    SqlScan scan = SqlScan.of(select(table, read(columns)));
    return new RawTable(
        name,
        columns,
        scan.blocks(
            SqlTypes.cells(fields, columns, scan.ordinals(), rules, " as in the first row"),
            columns,
            rules),
        footers::place,
        notes);
  }

  private static List<String> read(List<RawColumn> columns) {
    return columns.stream()
        .filter(column -> column.type() != CellType.SKIPPED)
        .map(RawColumn::name)
        .toList();
  }

  private static StructType readable(StructType schema) {
    return new StructType(
        Stream.of(schema.fields())
            .filter(field -> !StoredField.isUnread(field))
            .toArray(StructField[]::new));
  }

  /** All columns in their order, those of folders behind the others. */
  private static List<StructField> fields(StructType schema, StructType table) {
    List<StructField> fields = new ArrayList<>(List.of(table.fields()));
    for (int i = 0; i < schema.length(); i++) {
      if (StoredField.isUnread(schema.apply(i))) {
        fields.add(i, schema.apply(i));
      }
    }
    return fields;
  }

  /** Before Spark's reader makes room for what a file says it has. */
  private void limitRooms(SparkSession session, List<RawColumn> columns) {
    if (kind == FileKind.ORC) {
      int rows = OrcRooms.rowsOfBatch(context, files, read(columns));
      session.conf().set("spark.sql.orc.columnarReaderBatchSize", Integer.toString(rows));
    }
  }

  /** How long the arrays are in the first rows of the first file that has any. */
  private List<ArraySize> sizes(
      Footers footers, Dataset<Row> table, List<String> columns, int count) {
    SqlScan scan = SqlScan.of(select(table, columns));
    int[] ordinals =
        columns.stream()
            .mapToInt(column -> Objects.requireNonNull(scan.ordinals().get(column)))
            .toArray();
    DataType[] types =
        columns.stream()
            .map(column -> table.schema().apply(column).dataType())
            .toArray(DataType[]::new);
    List<FirstRow> rows =
        scan.read().mapPartitions(new FirstRows(ordinals, types, count)).take(count);
    for (FirstRow row : rows) {
      BadRow bad = row.bad();
      if (bad != null) {
        throw InvalidInputException.at(
            footers.place(row.file(), row.start(), bad.position()), bad.found(), bad.expected());
      }
    }
    if (rows.isEmpty()) {
      throw InvalidInputException.at(UserPath.shown(path), "no rows", "at least 1");
    }
    return ArraySize.ofAll(rows.stream().map(FirstRow::sizes).toList());
  }

  /**
   * Paths are taken character by character, not as globs once more. Checksums of Parquet's pages,
   * which most writers write, are looked at: of a damaged page Spark may read other numbers, or
   * never come to an end.
   */
  private DataFrameReader reader(SparkSession session) {
    return session
        .read()
        .format(kind.format())
        .option("__globPaths__", "false")
        .option("parquet.page.verify-checksum.enabled", "true");
  }

  /** Spark makes columns of the folders {@code key=value} below a path that it is told. */
  private DataFrameReader keyed(DataFrameReader reader) {
    Path root = files.get(0).status().getPath().getParent();
    for (int i = 0; i < files.get(0).keys().size(); i++) {
      root = root.getParent();
    }
    return files.get(0).keys().isEmpty() ? reader : reader.option("basePath", root.toString());
  }

  private static Dataset<Row> select(Dataset<Row> table, List<String> columns) {
    List<Column> chosen = new ArrayList<>();
    for (String column : columns) {
      // By the settings of the table's session, as a column of the table would not be found.
      chosen.add(functions.col(ColumnName.quoted(column)));
    }
    return table.select(chosen.toArray(Column[]::new));
  }
}
