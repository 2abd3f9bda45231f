package io.kindling.partitioning.source.csv;

import java.util.List;

/**
 * Sees lines that are no rows among these: a header that stands again, as it does where files were
 * joined, and what stands below headers. The cells of a line are held back as long as they are
 * those of such a line.
 */
final class HeaderAgain {
  private final List<List<String>> lines;
  private final boolean[] fits; // of each, whether the cells so far are its own
  private List<String> like = List.of(); // a line whose cells those held back are
  private boolean holds;
  private int held;

  /** What stands in such lines. */
  HeaderAgain(List<List<String>> lines) {
    this.lines = lines;
    this.fits = new boolean[lines.size()];
  }

  /** At the start of a line. */
  void begin() {
    holds = !lines.isEmpty();
    held = 0;
  }

  /** Whether a cell, the next of the line, is held back. */
  boolean takes(char[] text, int from, int to) {
    if (!holds) {
      return false;
    }
    holds = false;
    for (int i = 0; i < fits.length; i++) {
      List<String> line = lines.get(i);
      fits[i] =
          (held == 0 || fits[i]) && held < line.size() && isEqual(line.get(held), text, from, to);
      if (fits[i]) {
        holds = true;
        like = line;
      }
    }
    held += holds ? 1 : 0;
    return holds;
  }

  /** Whether cells were held back of a line that is no header. */
  boolean hasHeld() {
    return held > 0;
  }

  /** The cells that were held back, once it is known that the line is no header. */
  List<String> release() {
    List<String> cells = like.subList(0, held);
    held = 0;
    return cells;
  }

  /** Whether a line of so many cells was one of those that are no rows. */
  boolean isHeader(int cells) {
    for (int i = 0; i < fits.length && holds; i++) {
      if (fits[i] && cells == lines.get(i).size()) {
        return true;
      }
    }
    return false;
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
