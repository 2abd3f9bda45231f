package io.kindling.partitioning.source.file;

import java.io.IOException;

/** A compressed file is not as its ending says. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String found;

  DamagedFileException(String found) {
    super(found);
    this.found = found;
  }

  /** What it is instead. */
  String found() {
    return found;
  }
}
