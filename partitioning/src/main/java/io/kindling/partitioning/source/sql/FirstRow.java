package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BadRow;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long the arrays of one row of a file are. Travels, under Kryo too, hence no record. */
final class FirstRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long start;
  private final int[] packed;
  private final @Nullable BadRow bad;

  private FirstRow(FilePart part, int[] packed, @Nullable BadRow bad) {
    this.file = part.file();
    this.start = part.start();
    this.packed = packed;
    this.bad = bad;
  }

  static FirstRow of(FilePart part, List<ArraySize> sizes) {
    return new FirstRow(part, sizes.stream().mapToInt(ArraySize::packed).toArray(), null);
  }

  /** In place of a row that cannot be read. */
  static FirstRow bad(FilePart part, BadRow bad) {
    return new FirstRow(part, new int[0], bad);
  }

  /** The file that it is in. */
  String file() {
    return file;
  }

  /** Where the part of the file starts that it is in. */
  long start() {
    return start;
  }

  List<ArraySize> sizes() {
    return Arrays.stream(packed).mapToObj(ArraySize::unpacked).toList();
  }

  /** What is wrong with it; null where it is a row. */
  @Nullable BadRow bad() {
    return bad;
  }
}
