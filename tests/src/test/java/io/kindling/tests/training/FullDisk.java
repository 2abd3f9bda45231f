package io.kindling.tests.training;

import java.io.IOException;

/**
 * A disk that is full for one process: no file of its grows, and what it writes fails as it would
 * there.
 */
final class FullDisk {
  private FullDisk() {}

  /** From now on a process can write nothing into files. */
  static void of(ProcessHandle process) {
    limitFiles(process, "0:");
  }

  /** From now on it can again. */
  static void hasRoomFor(ProcessHandle process) {
    limitFiles(process, "unlimited:");
  }

  private static void limitFiles(ProcessHandle process, String softLimit) {
    try {
      Process prlimit =
          new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--fsize=" + softLimit)
              .inheritIO()
              .start();
      if (prlimit.waitFor() != 0) {
        throw new AssertionError("no limit for " + process);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
