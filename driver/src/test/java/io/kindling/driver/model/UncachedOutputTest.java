package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written around the system's cache. */
final class UncachedOutputTest {
  private static final int BLOCK = 4096;

  private final DiskBuffers buffers = new DiskBuffers();

  @TempDir private Path folder;

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 1 << 21, (1 << 21) + 1, 5_000_000})
  void aFileOfAnyLengthIsAsItWasWritten(int length) throws IOException {
    try (FileSystem system = FileSystem.newInstanceLocal(new Configuration())) {
      OutputFiles.writeThrough(system, path("a"), out -> out.write(bytes(length)), buffers);
    }
    assertArrayEquals(bytes(length), Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void piecesAndSingleBytesFollowOneAnother() throws IOException {
    byte[] expected = bytes(3_000_001);
    try (UncachedOutput out = new UncachedOutput(folder.resolve("a"), BLOCK, buffers)) {
      out.write(expected[0]);
      for (int at = 1; at < expected.length; at += 100_000) {
        out.write(expected, at, 100_000);
      }
      out.force();
    }
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("a")));
  }

  /** Blocks of one byte are none that a disk writes without its cache. */
  @ParameterizedTest
  @ValueSource(ints = {10, (1 << 21) + 10})
  void whereTheDiskRefusesAPieceTheCacheTakesIt(int length) throws IOException {
    try (UncachedOutput out = new UncachedOutput(folder.resolve("a"), 1, buffers)) {
      out.write(bytes(length));
      out.force();
    }
    assertArrayEquals(bytes(length), Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void aLongerFileIsReplaced() throws IOException {
    Files.write(folder.resolve("a"), bytes(10_000));
    try (UncachedOutput out = UncachedOutput.open(folder.resolve("a"), buffers).orElseThrow()) {
      out.write(bytes(5_000));
      out.force();
    }
    assertArrayEquals(bytes(5_000), Files.readAllBytes(folder.resolve("a")));
  }

  @Test
  void aPlaceThatCannotBeWrittenToIsToldAsWithoutIt() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    try (FileSystem system = FileSystem.newInstanceLocal(new Configuration())) {
      WriteException cached =
          assertThrows(
              WriteException.class,
              () -> OutputFiles.writeThrough(system, path("a"), out -> out.write(1)));
      WriteException uncached =
          assertThrows(
              WriteException.class,
              () -> OutputFiles.writeThrough(system, path("a"), out -> out.write(1), buffers));
      assertEquals(cached.getMessage(), uncached.getMessage());
    }
  }

  @Test
  void aBufferIsUsedAgain() throws IOException {
    var first = buffers.take();
    buffers.give(first.put(bytes(100)));
    try (UncachedOutput out = new UncachedOutput(folder.resolve("a"), BLOCK, buffers)) {
      out.write(bytes(7));
      out.force();
    }
    assertArrayEquals(bytes(7), Files.readAllBytes(folder.resolve("a")));
    assertSame(first, buffers.take());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 1 << 17, 6144})
  void blocksThatABufferDoesNotConsistOfAreNotTaken(long blockSize) {
    assertFalse(DiskBuffers.fits(blockSize));
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }
}
