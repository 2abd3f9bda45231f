package io.kindling.kernels.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LibraryFolderTest {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  @TempDir private Path folder;

  @Test
  void aFolderAndOneStillToBeMadeMayHoldLibraries() {
    assertTrue(LibraryFolder.mayHoldLibraries(folder));
    assertTrue(LibraryFolder.mayHoldLibraries(folder.resolve("a/b")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNothingCanBeWrittenBothTakeTheFolderOfTemporaryFiles() {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", "/proc/self");
    try {
      String cache = LibraryFolder.using(() -> String.valueOf(System.getProperty(CACHE)));
      assertTrue(cache.startsWith(System.getProperty("java.io.tmpdir")), cache);
    } finally {
      System.setProperty("user.home", home);
    }
    assertNull(System.getProperty(CACHE));
    assertFalse(LibraryFolder.mayHoldLibraries(Path.of("/proc/self")));
  }

  @Test
  void theWarningNamesTheSettingWhereTheFolderIsToBlame() {
    String advice = LibraryFolder.advice("/tmp/x.so: failed to map segment from shared object");
    assertTrue(advice.contains("-Djava.io.tmpdir"), advice);
    assertEquals("", LibraryFolder.advice("no such file"));
  }
}
