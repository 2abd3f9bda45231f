package io.kindling.partitioning.format.idx;

import java.io.Serializable;

/** The rows that one partition reads. Travels, under Kryo too, hence no record. */
final class IdxRange implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int from;
  private final int to;

  IdxRange(int from, int to) {
    this.from = from;
    this.to = to;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
