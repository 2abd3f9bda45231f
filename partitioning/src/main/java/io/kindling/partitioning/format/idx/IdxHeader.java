package io.kindling.partitioning.format.idx;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an IDX file: two zero bytes, the type of the elements, the number of dimensions,
 * then each dimension as a big-endian int. Unsigned bytes are the one type supported.
 *
 * @param rows the first dimension
 * @param dimensions the others
 */
record IdxHeader(int rows, List<Integer> dimensions) implements Serializable {
  private static final int UNSIGNED_BYTE = 0x08;

  static IdxHeader read(String file, DataInputStream in) throws IOException {
    try {
      int magic = in.readInt();
      int type = magic >>> 8;
      int count = magic & 0xff;
      if (type != UNSIGNED_BYTE || count == 0) {
        throw InvalidInputException.at(
            file, "magic number 0x%08x".formatted(magic), "0x000008nn, an IDX file of bytes");
      }
      int rows = dimension(file, in);
      List<Integer> dimensions = new ArrayList<>();
      for (int i = 1; i < count; i++) {
        dimensions.add(dimension(file, in));
      }
      return new IdxHeader(rows, dimensions);
    } catch (EOFException e) {
      throw InvalidInputException.at(file, "the end of the file in its header", "an IDX file");
    }
  }

  private static int dimension(String file, DataInputStream in) throws IOException {
    int dimension = in.readInt();
    if (dimension < 0) {
      throw InvalidInputException.at(
          file, "a dimension of " + Integer.toUnsignedString(dimension), "one below 2^31");
    }
    return dimension;
  }

  /** Bytes before the first element. */
  int length() {
    return 4 + 4 * (dimensions.size() + 1);
  }

  /** Elements in a row. */
  int rowSize() {
    int size = 1;
    for (int dimension : dimensions) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }
}
