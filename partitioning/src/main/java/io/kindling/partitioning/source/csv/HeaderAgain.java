package io.kindling.partitioning.source.csv;

import java.util.List;

/**
 * Sees a header that stands again among the rows, as it does where files were joined. The cells of
 * a line are held back as long as they are those of the header.
 */
final class HeaderAgain {
  private final List<String> names;
  private boolean holds;
  private int held;

  /** What stands in the header; nothing where there is none. */
  HeaderAgain(List<String> names) {
    this.names = names;
  }

  /** At the start of a line. */
  void begin() {
    holds = !names.isEmpty();
    held = 0;
  }

  /** Whether a cell, the next of the line, is held back. */
  boolean takes(char[] text, int from, int to) {
    holds = holds && held < names.size() && isEqual(names.get(held), text, from, to);
    held += holds ? 1 : 0;
    return holds;
  }

  /** Whether cells were held back of a line that is no header. */
  boolean hasHeld() {
    return held > 0;
  }

  /** The cells that were held back, once it is known that the line is no header. */
  List<String> release() {
    List<String> cells = names.subList(0, held);
    held = 0;
    return cells;
  }

  /** Whether a line of so many cells was the header. */
  boolean isHeader(int cells) {
    return holds && cells == names.size();
  }

  private static boolean isEqual(String name, char[] text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (name.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
