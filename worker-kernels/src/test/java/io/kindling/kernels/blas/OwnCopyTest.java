package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class OwnCopyTest {
  private static final int AT_ONCE = 8;

  private final Path folder;
  private final Path original;
  private final byte[] expected;

  OwnCopyTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    // The smallest library of the artifact, so that tests are quick; it has a name too.
    this.original = PublishedOpenBlas.unpacked("libgcc_s.so.1");
    this.expected = Files.readAllBytes(original);
    ByteBuffer bytes = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
    long name = ElfFile.of(bytes).dynamicEntry(OwnCopy.SONAME).orElseThrow();
    bytes.putLong(Math.toIntExact(name), OwnCopy.SYMBOLIC);
  }

  @Test
  void theCopyHasNoNameAndIsTheSameElsewhere() throws Exception {
    assertArrayEquals(expected, Files.readAllBytes(copy()));
  }

  @Test
  void aCopyThatIsWholeIsKept() throws Exception {
    Object before = Files.getAttribute(copy(), "unix:ino");

    assertEquals(before, Files.getAttribute(copy(), "unix:ino"));
  }

  @Test
  void aCopyThatEndsTooEarlyIsMadeAgain() throws Exception {
    byte[] beginning = new byte[expected.length / 2];
    System.arraycopy(expected, 0, beginning, 0, beginning.length);
    Files.write(copy(), beginning);

    assertArrayEquals(expected, Files.readAllBytes(copy()));
  }

  @Test
  void aCopyInWhichAByteDiffersIsMadeAgain() throws Exception {
    for (int place : List.of(0, expected.length / 2, expected.length - 1)) {
      byte[] damaged = expected.clone();
      damaged[place]++;
      Files.write(copy(), damaged);

      assertArrayEquals(expected, Files.readAllBytes(copy()));
    }
  }

  @Test
  void aCopyThatStillHasItsNameIsMadeAgain() throws Exception {
    Files.write(copy(), Files.readAllBytes(original));

    assertArrayEquals(expected, Files.readAllBytes(copy()));
  }

  @Test
  void severalMayMakeItAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CyclicBarrier start = new CyclicBarrier(AT_ONCE);
      Callable<byte[]> task =
          () -> {
            start.await();
            return Files.readAllBytes(copy());
          };
      List<Future<byte[]>> copies = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        copies.add(threads.submit(task));
      }
      for (Future<byte[]> one : copies) {
        assertArrayEquals(expected, one.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void nobodySeesAPartOfACopy() throws Exception {
    Path large = PublishedOpenBlas.library();
    Path place = copy();
    Files.delete(place);
    Set<Long> sizes = new HashSet<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Path> copying = thread.submit(() -> OwnCopy.of(large, List.of(folder)));
      while (!copying.isDone()) {
        sizes.add(place.toFile().length()); // 0 if there is none
      }
      assertEquals(place, copying.get());
    } finally {
      thread.shutdown();
    }
    sizes.remove(0L);
    sizes.add(Files.size(place));

    assertEquals(Set.of(Files.size(large)), sizes);
  }

  @Test
  void nothingElseIsLeftInTheFolder() throws Exception {
    Path copy = copy();

    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(copy), files.toList());
    }
  }

  @Test
  void whereAFolderTakesNoneTheNextOneDoes() throws Exception {
    Path copy = OwnCopy.of(original, List.of(Path.of("/proc/self"), folder.resolve("new/one")));

    assertEquals(folder.resolve("new/one"), copy.getParent());
    assertArrayEquals(expected, Files.readAllBytes(copy));
  }

  @Test
  void whereNoFolderTakesOneTheErrorNamesIt() {
    IOException error =
        assertThrows(IOException.class, () -> OwnCopy.of(original, List.of(Path.of("/proc/self"))));

    assertTrue(String.valueOf(error.getMessage()).contains("/proc/self"), error::toString);
  }

  private Path copy() throws IOException {
    return OwnCopy.of(original, List.of(folder));
  }
}
