package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
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
    String first = files.get(footers.firstWithRows()).status().getPath().toString();
    StructType schema = SqlTypes.plain(reader(session).load(first).schema());
    String[] paths =
        files.stream().map(file -> file.status().getPath().toString()).toArray(String[]::new);
    Dataset<Row> table = keyed(reader(session).schema(schema)).load(paths);
    List<StructField> fields = List.of(table.schema().fields());
    String name = UserPath.shown(path);
    List<RawColumn> natural =
        SqlTypes.sized(
            name,
            SqlTypes.columns(name, fields, rules),
            rules,
            arrays ->
                firstRows(
                    first,
                    reader(session).schema(schema).load(first),
                    arrays,
                    rules.isLenient() ? ROWS : 1));
    List<RawColumn> columns = ColumnTypes.declared(name, natural, rules);
    List<String> read =
        columns.stream()
            .filter(column -> column.type() != CellType.SKIPPED)
            .map(RawColumn::name)
            .toList();
    SqlScan scan = SqlScan.of(select(table, read));
    return new RawTable(
        name,
        columns,
        scan.blocks(
            SqlTypes.cells(fields, columns, scan.ordinals(), " as in the first row"),
            columns,
            rules),
        footers::place,
        notes);
  }

  private List<ArraySize> firstRows(
      String file, Dataset<Row> table, List<String> columns, int count) {
    Dataset<Row> arrays = select(table, columns);
    InternalRow[] rows;
    try {
      rows =
          ((org.apache.spark.sql.classic.Dataset<Row>) arrays)
              .queryExecution()
              .executedPlan()
              .executeTake(count);
    } catch (Exception e) { // Spark, being Scala, does not declare what it throws
      String found = SqlProblem.ofJob(e);
      if (found == null) {
        throw e;
      }
      throw InvalidInputException.at(UserPath.shown(new Path(file)), found, kind.words());
    }
    if (rows.length == 0) {
      throw InvalidInputException.at(UserPath.shown(path), "no rows", "at least 1");
    }
    return ArraySize.ofAll(rows, arrays.schema());
  }

  /** Paths are taken character by character, not as globs once more. */
  private DataFrameReader reader(SparkSession session) {
    return session.read().format(kind.format()).option("__globPaths__", "false");
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
      chosen.add(table.col(ColumnName.quoted(column)));
    }
    return table.select(chosen.toArray(Column[]::new));
  }
}
