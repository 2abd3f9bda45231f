package io.kindling.partitioning.source.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of Parquet and ORC that were made to mislead, or were damaged so that they do. */
class HostileSqlFilesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String VECTORS =
      "select named_struct('type', 0Y, 'size', 3, 'indices', array(0, 2), 'values', array(4D, 5D))"
          + " as v, 0 as id union all select named_struct(%s), 1";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type', 0Y, 'size', 3, 'indices', array(0, 3), 'values', array(4D, 5D)"
            + "| the index 3 after 0 of 3 values",
        "'type', 0Y, 'size', 3, 'indices', array(-1), 'values', array(4D)"
            + "| the index -1 of 3 values",
        "'type', 0Y, 'size', 3, 'indices', array(2, 1), 'values', array(4D, 5D)"
            + "| the index 1 after 2 of 3 values",
        "'type', 0Y, 'size', -3, 'indices', array(0), 'values', array(4D)"
            + "| the index 0 of -3 values",
        "'type', 0Y, 'size', 3, 'indices', array(0), 'values', array(4D, 5D)"
            + "| 1 indices of 2 values",
        "'type', 0Y, 'size', 3, 'indices', null, 'values', array(4D)"
            + "| null in place of its indices",
        "'type', 1Y, 'size', 3, 'indices', null, 'values', null| null in place of its values",
        "'type', 1Y, 'size', 3, 'indices', null, 'values', array(1D, 2D, cast(null as double))"
            + "| null among its values"
      })
  void whatIsNoVectorIsNamedWithItsRow(String fields, String found) {
    String error =
        ": found %s in the vector of the column 'v', expected a vector as MLlib stores it"
            .formatted(found);
    Dataset<Row> rows = sql(VECTORS.formatted(fields)).coalesce(1);
    for (FileKind kind : FileKind.values()) {
      String path = write(kind, rows);
      String file = file(path).toString();
      assertEquals(file + ", row 1" + error, Cells.error(open(kind, path)));
    }
    RawTable frame = FrameSource.of(rows).orderedBy("id").open(SPARK.context(), CellRules.NONE);
    assertTrue(Cells.error(frame).endsWith(error), Cells.error(frame));
  }

  /** In the first row of all, from which the width is taken. */
  @ParameterizedTest
  @EnumSource(FileKind.class)
  void aVectorOfLessThanNoValuesHasNone(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select named_struct('type', 0Y, 'size', -3, 'indices', array(0), 'values',"
                    + " array(4D)) as v"));
    assertEquals(
        path
            + ": found nothing in the column 'v' of the first row, expected an array of at least 1"
            + " value",
        refusal(kind, path));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void aStructWithTheNamesOfAVectorsFieldsIsNone(FileKind kind) {
    String path =
        write(
            kind,
            sql(
                "select named_struct('type', 0L, 'size', 'x', 'indices', 1D, 'values', array('a'))"
                    + " as v"));
    assertTrue(
        refusal(kind, path).startsWith(path + ": found the column 'v' of struct<type:bigint,"),
        refusal(kind, path));
  }

  /** Spark would read memory that lies behind the bytes, or end the process. */
  @ParameterizedTest
  @CsvSource({"1, 7", "-40, 3", "0, -1"})
  void aTextOutsideOfItsBytesIsNotRead(int start, int length) {
    GenericInternalRow row =
        new GenericInternalRow(
            new Object[] {UTF8String.fromBytes(new byte[] {'a', 'b', 'c'}, start, length)});
    BlockBuilder block = new BlockBuilder(List.of(RawColumn.text("t")), CellRules.NONE, 1);
    UnreadableRowException error =
        assertThrows(
            UnreadableRowException.class,
            () ->
                ScalarCells.of(
                        DataTypes.createStructField("x", DataTypes.StringType, true),
                        CellType.TEXT,
                        0,
                        0)
                    .read(row, 5, block));
    assertEquals(5, error.row().position());
    assertEquals(
        "damaged data (a text of %s bytes from %s on, of 3)".formatted(length, start),
        error.row().found());
  }

  /** Spark makes an object of the class that a Parquet file names as the type of a column. */
  @Test
  void aClassThatAFileNamesIsNotMade() {
    StructType schema = new StructType().add("v", new CountedVector());
    String path =
        write(
            FileKind.PARQUET,
            session()
                .createDataFrame(List.of(RowFactory.create((Object) new double[] {3, 4})), schema));
    int before = CountedVector.made();
    assertEquals(List.of("[3.0, 4.0]"), Cells.rows(open(FileKind.PARQUET, path)));
    assertEquals(before, CountedVector.made());
  }

  @Test
  void aTypeThatIsNoneIsNamedWithItsFile() throws IOException {
    TypeDescription column = TypeDescription.createLong();
    column.setAttribute("spark.sql.catalyst.type", "interval of a day?");
    String path = emptyOrc(TypeDescription.createStruct().addField("x", column));
    String error = refusal(FileKind.ORC, path);
    assertTrue(error.startsWith(path + ": found damaged data (ParseException: ["), error);
    assertTrue(error.endsWith("), expected an ORC file"), error);
  }

  @Test
  void aNameOfTwoColumnsIsNamedWithItsFile() throws IOException {
    String path =
        emptyOrc(
            TypeDescription.createStruct()
                .addField("x", TypeDescription.createLong())
                .addField("x", TypeDescription.createDouble()));
    assertEquals(
        path + ": found the column 'x' twice, expected each name once",
        refusal(FileKind.ORC, path));
  }

  @Test
  void aFileWithoutColumnsIsNamed() throws IOException {
    String path = emptyOrc(TypeDescription.createStruct());
    assertEquals(path + ": found no columns, expected at least 1", refusal(FileKind.ORC, path));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000, 2000, 4000, 8000, 200_000})
  void columnsNestedToAnyDepthAreNamedWithTheirFile(int depth) throws IOException {
    List<SchemaElement> schema = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      schema.add(group());
    }
    schema.add(group().setNum_children(0).setType(Type.DOUBLE));
    schema.get(depth).unsetNum_children();
    Path file = parquet(new FileMetaData(1, schema, 0, List.of()));
    String error = refusal(FileKind.PARQUET, file.toString());
    assertTrue(
        error.startsWith(file + ": found columns that are nested too deep, expected ")
            || error.startsWith(file + ": found the column 'g' of struct<g:struct<"),
        error);
  }

  private static SchemaElement group() {
    return new SchemaElement("g")
        .setRepetition_type(FieldRepetitionType.OPTIONAL)
        .setNum_children(1);
  }

  /** Which fails only when they are asked for, behind Spark's reading. */
  @Test
  void anArrayBeyondItsValuesIsABadRow() {
    ArrayType type = new ArrayType(DataTypes.DoubleType, true);
    RawColumn column = new RawColumn("x", CellType.VECTOR, Shape.vector(2));
    StructField field = new StructField("x", type, true, Metadata.empty());
    SqlCells cells =
        SqlTypes.cells(List.of(field), List.of(column), Map.of("x", 0), CellRules.NONE, "");
    List<RawBlock> blocks = new ArrayList<>();
    try (OnHeapColumnVector arrays = new OnHeapColumnVector(2, type)) {
      arrays.putArray(0, 0, 2);
      arrays.putArray(1, 1_000_000, 2);
      Object batch = new ColumnarBatch(new ColumnVector[] {arrays}, 2);
      new ToBlocks(cells, List.of(column), CellRules.NONE)
          .call(List.of(batch).iterator())
          .forEachRemaining(blocks::add);
    }
    BadRow bad = Objects.requireNonNull(blocks.get(0).bad());
    assertEquals(1, blocks.get(0).rows());
    assertEquals(1, bad.position());
    assertTrue(bad.found().startsWith("damaged data (ArrayIndexOutOfBoundsException"), bad.found());
  }

  @Test
  void damagedArraysOfAFileAreNamedWithIt() throws IOException {
    Path file = resource("array-beyond-its-values.parquet");
    String error = refusal(FileKind.PARQUET, file.toString());
    assertTrue(error.startsWith(file + ": found damaged data ("), error);
  }

  /** Spark's own look for columns failed over it, in a job that named no file. */
  @Test
  void aFooterThatHoldsMoreThanColumnsIsNamedWithItsFileWhereThatIsDamaged() throws IOException {
    Path file = resource("damaged-beside-its-columns.parquet");
    String error = Cells.error(open(FileKind.PARQUET, file.toString()));
    assertTrue(error.startsWith(file + ": found damaged data ("), error);
    assertEquals(1, error.lines().count(), error);
  }

  /** Which would be another number. */
  @Test
  void aByteThatChangedInAPageIsSeenByItsChecksum() throws IOException {
    String path = folder.resolve("pages").toString();
    sql("select id from range(3000)")
        .coalesce(1)
        .write()
        .option("compression", "none")
        .parquet(path);
    Path file = file(path);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 4] ^= 1;
    Files.write(file, bytes);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc")); // that of Hadoop
    String error = Cells.error(open(FileKind.PARQUET, path));
    assertTrue(error.startsWith(file + ": found damaged data ("), error);
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = HostileSqlFilesTest.class.getResourceAsStream("/damaged/" + name)) {
      Path file = folder.resolve(name);
      Files.copy(Objects.requireNonNull(in), file);
      return file;
    }
  }

  private Path parquet(FileMetaData metadata) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    bytes.write(magic);
    Util.writeFileMetaData(metadata, bytes);
    int length = bytes.size() - magic.length;
    bytes.write(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    bytes.write(magic);
    return Files.write(folder.resolve("made.parquet"), bytes.toByteArray());
  }

  private String emptyOrc(TypeDescription schema) throws IOException {
    Path file = folder.resolve("made.orc");
    OrcFile.createWriter(
            new org.apache.hadoop.fs.Path(file.toString()),
            OrcFile.writerOptions(new Configuration()).setSchema(schema))
        .close();
    return file.toString();
  }

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(SPARK.context().sc()).getOrCreate();
  }

  private static Dataset<Row> sql(String query) {
    return session().sql(query);
  }

  private String write(FileKind kind, Dataset<Row> rows) {
    try {
      String path = Files.createTempDirectory(folder, "table").resolve("rows").toString();
      rows.coalesce(1).write().format(kind.format()).save(path);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String path) {
    try (var files = Files.newDirectoryStream(Path.of(path), "part-*")) {
      return files.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawTable open(FileKind kind, String path) {
    RowSource source = kind == FileKind.PARQUET ? new ParquetSource(path) : new OrcSource(path);
    return source.open(SPARK.context(), CellRules.NONE);
  }

  private static String refusal(FileKind kind, String path) {
    var error = assertThrows(InvalidInputException.class, () -> open(kind, path));
    return String.valueOf(error.getMessage());
  }

  /** Spark's reader makes room for all of them before it finds that there are none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "named_struct('type', 1Y, 'size', 1, 'indices', b, 'values', a) AS a",
        "CAST(repeat('x', 1 << 21) AS BINARY) AS a"
      })
  void anOrcArrayThatSaysItIsFarLongerIsRefusedBeforeRoomIsMade(String column) throws IOException {
    Path written = folder.resolve("orc");
    session()
        .range(1)
        .selectExpr("array_repeat(1D, 1 << 21) AS a", "array_repeat(1, 0) AS b", "id")
        .selectExpr(column, "id")
        .coalesce(1)
        .write()
        .option("compression", "none")
        .orc(written.toString());
    Path file = onlyFile(written);
    byte[] bytes = Files.readAllBytes(file);
    int at = lengthAt(bytes);
    bytes[at] = (byte) 0xff; // from 2,097,152 to 16,777,215
    bytes[at + 1] = (byte) 0xff;
    bytes[at + 2] = (byte) 0xff;
    Path damaged = Files.write(folder.resolve("damaged.orc"), bytes);
    OrcSource source = new OrcSource(damaged.toString());
    long before = allocated();
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> source.open(SPARK.context(), CellRules.NONE));
    long taken = allocated() - before;
    assertEquals(
        "%s: found %s of 16777215 values, expected at most 4194304"
            .formatted(damaged, column.contains("CAST") ? "a text" : "an array"),
        refused.getMessage());
    assertTrue(taken < 64 << 20, () -> taken + " bytes");
  }

  /** By all threads that are still there. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  /** Where the only run of 24 bits has the length 2,097,152. */
  private static int lengthAt(byte[] bytes) {
    for (int i = 2; i < bytes.length - 2; i++) {
      if ((bytes[i - 2] & 0xc0) == 0x40
          && bytes[i - 1] == 0
          && bytes[i] == 0x20
          && bytes[i + 1] == 0
          && bytes[i + 2] == 0) {
        return i;
      }
    }
    throw new AssertionError("no such length");
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "part-*")) {
      return files.iterator().next();
    }
  }
}
