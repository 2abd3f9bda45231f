package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Files of one kind, which Spark SQL reads: one scan for all that have the same columns. Rows are
 * in the order of files in any case, since it is that of their blocks' keys.
 */
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
    this.notes = new ArrayList<>(found.notes());
  }

  RawTable open(CellRules rules) {
    Footers footers = Footers.read(context, kind, files.stream().map(ListedFile::status).toList());
    SparkSession session = SqlSession.of(context);
    SqlLoader loader = new SqlLoader(session, kind, files);
    List<AlikeFiles> groups = groups(session, footers, rules);
    MergedColumns merged = MergedColumns.of(groups);
    merged.note().ifPresent(notes::add);
    List<StructField> keys = loader.keyFields(groups.get(0));
    List<StructField> fields = fields(merged.schema(), keys);
    tellKeys(merged.schema(), loader.keys());
    String name = UserPath.shown(path);
    List<RawColumn> unsized = SqlTypes.columns(name, fields, rules);
    limitRooms(session, unsized);
    List<RawColumn> natural =
        SqlTypes.sized(
            name,
            unsized,
            rules,
            arrays -> sizes(footers, loader, groups.get(0), arrays, rules.isLenient() ? ROWS : 1));
    List<RawColumn> columns = ColumnTypes.declared(name, natural, rules);
    List<JavaRDD<RawBlock>> scans =
        groups.stream()
            .map(group -> blocks(loader, group, fields(group, fields, keys), keys, columns, rules))
            .toList();
    return new RawTable(name, columns, union(scans), footers::place, notes);
  }

  private List<AlikeFiles> groups(SparkSession session, Footers footers, CellRules rules) {
    Predicate<String> skipped =
        column -> rules.type(column).filter(CellType.SKIPPED::equals).isPresent();
    List<AlikeFiles> groups = new ArrayList<>();
    for (List<Integer> alike : footers.alike(skipped)) {
      int first = alike.stream().filter(footers::hasRows).findFirst().orElse(alike.get(0));
      Path path = files.get(first).status().getPath();
      StructType schema = Footers.schema(session, kind, path);
      if (schema.length() == 0) {
        throw InvalidInputException.at(UserPath.shown(path), "no columns", "at least 1");
      }
      groups.add(
          new AlikeFiles(
              path,
              alike.stream().map(files::get).toList(),
              (int) alike.stream().filter(footers::hasRows).count(),
              schema,
              footers.columns(first, skipped)));
    }
    return groups;
  }

  /** Those of files, and behind them those that only folders have. */
  private static List<StructField> fields(StructType schema, List<StructField> keys) {
    List<StructField> fields = new ArrayList<>(List.of(schema.fields()));
    for (StructField key : keys) {
      if (List.of(schema.fieldNames()).contains(key.name())) {
        fields.set(schema.fieldIndex(key.name()), key);
      } else {
        fields.add(key);
      }
    }
    return fields;
  }

  /** Spark takes folders, where DuckDB may write the same into files, too. */
  private void tellKeys(StructType schema, Set<String> keys) {
    for (String key : keys) {
      if (List.of(schema.fieldNames()).contains(key)) {
        notes.add(DataFiles.overColumn(key));
      }
    }
  }

  /** What stands for columns in some of the files. */
  private static List<StructField> fields(
      AlikeFiles group, List<StructField> fields, List<StructField> keys) {
    return fields.stream()
        .map(field -> keys.contains(field) ? field : group.field(field.name()))
        .toList();
  }

  private static JavaRDD<RawBlock> blocks(
      SqlLoader loader,
      AlikeFiles group,
      List<StructField> fields,
      List<StructField> keys,
      List<RawColumn> columns,
      CellRules rules) {
    List<String> read = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).type() != CellType.SKIPPED && StoredField.isRead(fields.get(i))) {
        read.add(columns.get(i).name());
      }
    }
    SqlScan scan = loader.scan(group, keys, read);
    return scan.blocks(
        SqlTypes.cells(fields, columns, scan.ordinals(), rules, " as in the first row"),
        columns,
        rules);
  }

  @SuppressWarnings("unchecked") // an array of what is generic
  private JavaRDD<RawBlock> union(List<JavaRDD<RawBlock>> scans) {
    return scans.size() == 1 ? scans.get(0) : context.union(scans.toArray(JavaRDD[]::new));
  }

  /** Before Spark's reader makes room for what a file says it has. */
  private void limitRooms(SparkSession session, List<RawColumn> columns) {
    if (kind == FileKind.ORC) {
      List<String> read =
          columns.stream()
              .filter(column -> column.type() != CellType.SKIPPED)
              .map(RawColumn::name)
              .toList();
      int rows = OrcRooms.rowsOfBatch(context, files, read);
      session.conf().set("spark.sql.orc.columnarReaderBatchSize", Integer.toString(rows));
    }
  }

  /** How long the arrays are in the first rows of the first file that has any. */
  private List<ArraySize> sizes(
      Footers footers, SqlLoader loader, AlikeFiles group, List<String> columns, int count) {
    SqlScan scan = loader.scanFirst(group, columns);
    int[] ordinals =
        columns.stream()
            .mapToInt(column -> Objects.requireNonNull(scan.ordinals().get(column)))
            .toArray();
    DataType[] types =
        columns.stream().map(column -> group.field(column).dataType()).toArray(DataType[]::new);
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
}
