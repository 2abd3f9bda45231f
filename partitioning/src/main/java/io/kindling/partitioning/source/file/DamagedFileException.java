package io.kindling.partitioning.source.file;

import java.io.IOException;

/** A compressed file is not as its ending says: the message is what it is instead. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String found) {
    super(found);
  }
}
