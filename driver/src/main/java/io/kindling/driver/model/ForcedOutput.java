package io.kindling.driver.model;

import java.io.IOException;

/** A file that can be written through to the disk. */
interface ForcedOutput {
  /** Comes back when all that was written is on the disk; nothing is written after it. */
  void force() throws IOException;
}
