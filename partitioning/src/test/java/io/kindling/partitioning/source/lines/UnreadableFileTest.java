package io.kindling.partitioning.source.lines;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.partitioning.source.images.ImageSource;
import io.kindling.partitioning.source.json.JsonSource;
import io.kindling.partitioning.source.libsvm.LibsvmSource;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.DenyingFileSystem;
import io.kindling.partitioning.testing.IdxWriter;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RawRows;
import io.kindling.predictor.table.CellRules;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are there and cannot be read: one line with their place. */
class UnreadableFileTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int CHECKSUM_BYTES = 8;
  private static final String TEXT = "x,label\n" + "1,0\n".repeat(10_000);

  @TempDir private Path folder;

  @BeforeAll
  static void registerFileSystem() {
    DenyingFileSystem.register(SPARK.context().hadoopConfiguration());
  }

  @Test
  void aFileWithoutPermissionIsNamed() {
    write(folder, "secret.csv", "x,label", "1,0");
    String path = "denying:" + folder + "/secret.csv";
    assertEquals(
        path + ": found no permission to read it, expected a file that can be read",
        errorOf(csv(path)));
  }

  @Test
  void aSecondFileWithoutPermissionIsNamedInsteadOfFailingATask() {
    write(folder, "a.csv", "x,label", "1,0");
    write(folder, "secret.csv", "x,label", "1,0");
    String path = "denying:" + folder;
    assertEquals(
        path + "/secret.csv: found no permission to read it, expected a file that can be read",
        errorOf(csv(path)));
  }

  @Test
  void aFileThatIsGoneWhenItIsReadIsNamed() throws IOException {
    write(folder, "a.csv", "x,label", "1,0");
    Path gone = Path.of(write(folder, "b.csv", "x,label", "1,0"));
    RawTable table = csv(folder.toString()).open(SPARK.context(), CellRules.NONE);
    Files.delete(gone);
    List<String> rows = RawRows.of(table);
    assertEquals(
        List.of(
            "1 0",
            gone
                + ": found no such file on the machine of a task, expected a file that can be read"),
        rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsvm", "json", "idx", "png", "parquet", "orc"})
  void aFileOfAnyFormatThatIsGoneWhenItIsReadIsNamed(String format) throws IOException {
    Path file = folder.resolve("b." + format);
    RowSource source = written(format, file);
    RawTable table = source.open(SPARK.context(), CellRules.NONE);
    Path gone = file;
    if (Files.isDirectory(file)) {
      try (Stream<Path> files = Files.list(file)) {
        gone = files.filter(part -> part.toString().contains("/part-")).findFirst().orElseThrow();
      }
    }
    Files.delete(gone);
    List<String> rows = RawRows.of(table);
    String last = rows.get(rows.size() - 1);
    String row = format.equals("idx") ? ", row 0" : "";
    assertTrue(last.startsWith(gone + row + ": found no such file"), last);
    assertEquals(1, last.lines().count());
  }

  private static RowSource written(String format, Path file) throws IOException {
    String path = file.toString();
    switch (format) {
      case "libsvm" -> {
        Files.writeString(file, "1 1:1\n");
        return new LibsvmSource(path);
      }
      case "json" -> {
        Files.writeString(file, "{\"x\": 1}\n");
        return new JsonSource(path);
      }
      case "idx" -> {
        Files.write(file, IdxWriter.file(new int[] {2, 3}, IdxWriter.counting(6)));
        return new IdxSource(path, null);
      }
      case "png" -> {
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return new ImageSource(String.valueOf(file.getParent()), 2, 2, 1);
      }
      default -> {
        SparkSession.builder()
            .sparkContext(SPARK.context().sc())
            .getOrCreate()
            .sql("select 1 x")
            .write()
            .format(format)
            .save(path);
        return format.equals("orc") ? new OrcSource(path) : new ParquetSource(path);
      }
    }
  }

  @Test
  void damageInACompressedFileIsNamed() throws IOException {
    String path = damaged(writeText(folder, "a.csv.gz", TEXT));
    String message = errorOf(csv(path));
    assertTrue(message.startsWith(path + ": found damaged compressed data ("), message);
    assertTrue(message.endsWith("), expected a file that can be read"), message);
  }

  @Test
  void damageInAnyKindOfCompressedFileIsNamed() throws IOException {
    Path path = bzip2("a.csv.bz2");
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(path, bytes);
    String message = errorOf(csv(path.toString()));
    assertTrue(message.startsWith(path + ":"), message);
    assertTrue(message.contains("found damaged compressed data ("), message);
  }

  private Path bzip2(String name) throws IOException {
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration());
    Path path = folder.resolve(name);
    try (var out = codec.createOutputStream(Files.newOutputStream(path))) {
      out.write(differentRows().getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  /** Sorting what repeats itself would take the codec ten seconds. */
  private static String differentRows() {
    StringBuilder rows = new StringBuilder("x,label\n");
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      rows.append(random.nextInt()).append(",0\n");
    }
    return rows.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "deflate", "lz4", "snappy"})
  void aPlainFileWithTheEndingOfACompressedOneIsNamed(String ending) {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    String path = IdxWriter.write(folder, "a.csv." + ending, text);
    String message = errorOf(csv(path));
    assertTrue(message.startsWith(path + ": found damaged compressed data ("), message);
  }

  @Test
  void aFileOfLz4OfOtherProgramsIsNamedBeforeMemoryIsAllocated() {
    byte[] frame = new byte[1000];
    System.arraycopy(new byte[] {4, '"', 'M', 24, 100, 64, -89, 1}, 0, frame, 0, 8);
    String path = IdxWriter.write(folder, "a.csv.lz4", frame);
    assertEquals(
        path
            + ": found damaged compressed data (a block of 1,681,958,657 bytes in a file of 1,000"
            + " bytes), expected a file that can be read",
        errorOf(csv(path)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 9})
  void damageAtTheStartOfBzip2IsNoEmptyFile(int position) throws IOException {
    Path path = bzip2("a.csv.bz2");
    byte[] bytes = Files.readAllBytes(path);
    bytes[position] ^= 0x40;
    Files.write(path, bytes);
    assertEquals(
        path
            + ": found damaged compressed data (not a bzip2 file), expected a file that can be"
            + " read",
        errorOf(csv(path.toString())));
  }

  /** Hadoop's own reader leaves out what is none of bzip2, and what it is in the place of. */
  @Test
  void whatFollowsBzip2AndIsNoneIsNamed() throws IOException {
    Path path = bzip2("a.csv.bz2");
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, "garbage".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    assertEquals(
        path
            + ": found damaged compressed data (IOException: Unexpected data after a valid BZip2"
            + " stream), expected a file that can be read",
        errorOf(csv(path.toString())));
    byte[] second = whole.clone();
    second[2] ^= 0x40; // so that it is a part of its own no more
    Files.write(path, whole);
    Files.write(path, second, StandardOpenOption.APPEND);
    assertTrue(errorOf(csv(path.toString())).contains("found damaged compressed data ("));
  }

  @Test
  void partsOfBzip2OneBehindAnotherAreOneFile() throws IOException {
    Path path = bzip2("a.csv.bz2");
    byte[] rows = Files.readAllBytes(path);
    Files.write(path, rows, StandardOpenOption.APPEND);
    int lines = RawRows.of(csv(path.toString()).open(SPARK.context(), CellRules.NONE)).size();
    assertEquals(20_000, lines); // headers of the parts are none of rows
  }

  @Test
  void aFileThatWasChangedBehindItsChecksumsIsNamed() throws IOException {
    write(folder, "a.csv", "x,label", "1,0");
    Path changed = Path.of(write(folder, "b.csv", "x,label", "1,0"));
    byte[] checksums = {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4};
    Files.write(folder.resolve(".b.csv.crc"), checksums);
    assertEquals(
        changed
            + ": found other bytes than its .crc file was written for, expected a file that can"
            + " be read",
        errorOf(csv(folder.toString())));
  }

  @Test
  void aCodecOfALaterFileThatIsNotThereIsNamed() {
    write(folder, "a.csv", "x,label", "1,0");
    String path = IdxWriter.write(folder, "b.csv.zst", new byte[9]);
    assertEquals(
        path
            + ": found a .zst file, which this Hadoop cannot unpack: its native library for that is"
            + " not there, expected the file unpacked, or as .gz; or Hadoop's native library with"
            + " zst on java.library.path",
        errorOf(csv(folder.toString())));
  }

  private static CsvSource csv(String path) {
    return new CsvSource(path);
  }

  /** What is found when the file is opened, or else when its rows are read. */
  private static String errorOf(CsvSource source) {
    try {
      List<String> rows = RawRows.of(source.open(SPARK.context(), CellRules.NONE));
      return rows.get(rows.size() - 1);
    } catch (InvalidInputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Another checksum at the end. */
  private static String damaged(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(path));
    bytes[bytes.length - CHECKSUM_BYTES] ^= 1;
    Files.write(Path.of(path), bytes);
    return path;
  }
}
