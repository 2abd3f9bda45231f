package io.kindling.partitioning.source.idx;

import static io.kindling.partitioning.testing.IdxWriter.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.ByteChunk;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are large enough to be read by several tasks: the first value of a row counts them.
 */
class IdxPartitionTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 70;
  private static final int SIDE = 1024;
  private static final int HEADER = 12;

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void writeFiles() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("x").toFile(), "rw")) {
      file.write(header(0x0802, ROWS, SIDE * SIDE));
      for (int row = 0; row < ROWS; row++) {
        file.seek(HEADER + (long) row * SIDE * SIDE);
        file.write(row);
      }
      file.setLength(HEADER + (long) ROWS * SIDE * SIDE);
    }
    try (InputStream plain = Files.newInputStream(folder.resolve("x"));
        OutputStream compressed =
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("x.gz")), 1 << 16)) {
      plain.transferTo(compressed);
    }
  }

  @Test
  void aLargeFileIsReadBySeveralTasks() {
    assertTrue(open("x").blocks().getNumPartitions() > 1);
  }

  /** Sixteen GiB would be 256 tasks, and 130 MB of what Spark makes for them. */
  @Test
  void aFileThatPromisesMoreThanItHoldsIsNotReadBySoManyTasks() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("promise").toFile(), "rw")) {
      file.write(header(0x0802, Integer.MAX_VALUE, 8));
      file.write(new byte[8]);
    }
    assertEquals(1, open("promise").blocks().getNumPartitions());
  }

  @Test
  void theRowsOfSeveralTasksAreInTheOrderOfTheFile() {
    assertEquals(counted(), firstValues("x"));
  }

  @Test
  void theRowsOfALargeCompressedFileAreInTheOrderOfTheFile() {
    assertEquals(counted(), firstValues("x.gz"));
  }

  @Test
  void aTruncatedLargeFileIsRefusedAtItsFirstMissingRow() throws IOException {
    Path cut = Files.copy(folder.resolve("x"), folder.resolve("cut"));
    try (var file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(HEADER + 20L * SIDE * SIDE);
    }
    assertEquals(
        cut
            + ", row 20: found the end of the file, expected 70 rows of 1048576 bytes, as its"
            + " header says",
        Cells.error(open("cut")));
  }

  private static RawTable open(String name) {
    return new IdxSource(folder.resolve(name).toString(), null)
        .open(SPARK.context(), CellRules.NONE);
  }

  private static List<Integer> firstValues(String name) {
    List<Integer> values = new ArrayList<>();
    for (RawBlock block : Cells.blocks(open(name))) {
      byte[] all = ((ByteChunk) block.column(0)).values();
      for (int row = 0; row < block.rows(); row++) {
        values.add(all[row * SIDE * SIDE] & 0xff);
      }
    }
    return values;
  }

  private static List<Integer> counted() {
    return IntStream.range(0, ROWS).boxed().toList();
  }
}
