package io.kindling.partitioning.source.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other programs, with columns of types that Spark SQL has not. */
class ForeignColumnsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String WITH_UUID =
      "message m { required double x; required fixed_len_byte_array(16) u (UUID);"
          + " required double y; }";

  @TempDir private Path folder;

  @Test
  void timesOfNanosecondsAreThoseOfTheirTexts() throws IOException {
    String path =
        write(
            "message m { optional int64 local (TIMESTAMP(NANOS,false));"
                + " optional int64 utc (TIMESTAMP(NANOS,true)); required double y; }",
            row -> row.append("local", 1_709_164_798_123_456_789L).append("utc", -1L),
            row -> {},
            row -> row.append("local", 0L).append("utc", 1_500_000_000L));
    RawTable table = open(path, CellRules.NONE);
    assertEquals(List.of("local TEXT 1", "utc TEXT 1", "y NUMBER 1"), Cells.columns(table));
    assertEquals(
        List.of(
            "2024-02-28T23:59:58.123456789, 1969-12-31T23:59:59.999999999Z, 0.0",
            "missing, missing, 1.0",
            "1970-01-01T00:00, 1970-01-01T00:00:01.500Z, 2.0"),
        Cells.rows(table));
  }

  @Test
  void timesOfNanosecondsAreNoNumbersWhereSuchAreDeclared() throws IOException {
    String path =
        write(
            "message m { required int64 t (TIMESTAMP(NANOS,false)); required double y; }",
            row -> row.append("t", 1_500_000_000L));
    assertEquals(
        List.of("'1970-01-01T00:00:01.500', 0.0"),
        Cells.rows(open(path, CellRules.of(Map.of("t", CellType.NUMBER)))));
  }

  @Test
  void aColumnThatCannotBeReadIsNamed() throws IOException {
    String path = write(WITH_UUID, ForeignColumnsTest::withUuid);
    var error = assertThrows(InvalidInputException.class, () -> open(path, CellRules.NONE));
    assertEquals(
        path
            + ": found the column 'u' of fixed_len_byte_array UUID, expected numbers, texts,"
            + " booleans, dates, times, or arrays of numbers; or the column ignored",
        error.getMessage());
  }

  @Test
  void columnsBesideOneThatCannotBeReadAre() throws IOException {
    String path = write(WITH_UUID, ForeignColumnsTest::withUuid, ForeignColumnsTest::withUuid);
    RawTable ignored = open(path, CellRules.of(Map.of("u", CellType.SKIPPED)));
    assertEquals(List.of("5.0, skipped, 0.0", "5.0, skipped, 1.0"), Cells.rows(ignored));
    RawTable lenient = open(path, CellRules.LENIENT);
    assertEquals(
        List.of("", "fixed_len_byte_array UUID in each row", ""),
        lenient.columns().stream().map(RawColumn::unfit).toList());
    assertEquals(List.of("5.0, skipped, 0.0", "5.0, skipped, 1.0"), Cells.rows(lenient));
  }

  /** Arrow calls a column of nulls only one of no type, and so pandas does file by file. */
  @Test
  void columnsOfNullsOnlyGoWithAnyType() throws IOException {
    String nothing = "message m { optional int32 w (UNKNOWN); required double y; }";
    String path = write(nothing, row -> {}, row -> {});
    assertEquals(List.of("NaN, 0.0", "NaN, 1.0"), Cells.rows(open(path, CellRules.NONE)));
    for (String type : List.of("binary w (STRING)", "int64 w", "boolean w", "int32 w (DATE)")) {
      writeTo(
          "rows2.parquet", "message m { optional " + type + "; required double y; }", row -> {});
      List<String> rows = Cells.rows(open(folder.toString(), CellRules.NONE));
      assertEquals(
          type.equals("int64 w")
              ? List.of("NaN, 0.0", "NaN, 1.0", "NaN, 0.0")
              : List.of("missing, 0.0", "missing, 1.0", "missing, 0.0"),
          rows);
    }
  }

  /** As pyarrow writes them with an encoding or a compression that Spark lacks. */
  @ParameterizedTest
  @CsvSource({
    "split-of-arrow, 'double, encoded by BYTE_STREAM_SPLIT, which Spark lacks'",
    "brotli-of-arrow, 'double, compressed by BROTLI, whose codec is missing'"
  })
  void columnsPackedWithWhatIsNotThereAreNamed(String file, String words) throws IOException {
    Path path = folder.resolve("rows.parquet");
    try (InputStream in = ForeignColumnsTest.class.getResourceAsStream("/" + file + ".parquet")) {
      Files.copy(Objects.requireNonNull(in), path);
    }
    var error =
        assertThrows(InvalidInputException.class, () -> open(path.toString(), CellRules.NONE));
    assertEquals(
        path
            + ": found the column 'x' of "
            + words
            + ", expected numbers, texts, booleans, dates, times, or arrays of numbers; or the"
            + " column ignored",
        error.getMessage());
    RawTable ignored = open(path.toString(), CellRules.of(Map.of("x", CellType.SKIPPED)));
    assertEquals(List.of("skipped, 0.0", "skipped, 1.0"), Cells.rows(ignored));
  }

  @Test
  void namesMayDifferByUpperAndLowerCaseOnly() throws IOException {
    String path =
        write(
            "message m { required double A; required double a; required double y; }",
            row -> row.append("A", 1.0).append("a", 2.0));
    assertEquals(List.of("1.0, 2.0, 0.0"), Cells.rows(open(path, CellRules.NONE)));
  }

  @Test
  void aNameThatOccursTwiceIsNamed() throws IOException {
    String path =
        write(
            "message m { required double a; required double a; required double y; }",
            row -> {
              row.add(0, 1.0);
              row.add(1, 2.0);
            });
    var error = assertThrows(InvalidInputException.class, () -> open(path, CellRules.NONE));
    assertEquals(
        path + ": found the column 'a' twice, expected each name once", error.getMessage());
  }

  /** Spark looks at all columns of such a file, whichever are read. */
  @Test
  void aColumnOfOrcThatSparkHasNoTypeForIsNamed() throws IOException {
    assumeTrue(SPARK.context().version().compareTo("4.2") < 0, "Spark 4.2 has a type for it");
    Path file = folder.resolve("rows.orc");
    TypeDescription schema =
        TypeDescription.fromString("struct<x:double,z:timestamp with local time zone>");
    OrcFile.createWriter(
            new org.apache.hadoop.fs.Path(file.toString()),
            OrcFile.writerOptions(new Configuration()).setSchema(schema))
        .close();
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> new OrcSource(file.toString()).open(SPARK.context(), CellRules.LENIENT));
    assertEquals(
        file
            + ": found the column 'z' of timestamp with local time zone, expected a file without"
            + " it: Spark cannot read others",
        error.getMessage());
  }

  private static void withUuid(Group row) {
    row.append("x", 5.0).append("u", Binary.fromConstantByteArray(new byte[16]));
  }

  /** Fills a row, but for the last column, which numbers them. */
  @FunctionalInterface
  private interface Filled {
    void fill(Group row);
  }

  private String write(String schema, Filled... rows) throws IOException {
    return writeTo("rows.parquet", schema, rows);
  }

  private String writeTo(String name, String schema, Filled... rows) throws IOException {
    Path file = folder.resolve(name);
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toString()))
            .withType(type)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int i = 0; i < rows.length; i++) {
        Group row = new SimpleGroup(type);
        rows[i].fill(row);
        row.add(type.getFieldCount() - 1, (double) i);
        writer.write(row);
      }
    }
    return file.toString();
  }

  private static RawTable open(String path, CellRules rules) {
    return new ParquetSource(path).open(SPARK.context(), rules);
  }
}
