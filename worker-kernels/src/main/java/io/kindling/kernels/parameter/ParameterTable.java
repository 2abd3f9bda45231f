package io.kindling.kernels.parameter;

/**
 * A matrix among the parameters of which a row of data touches some lines only, where the others
 * get no gradient from it: the rows of a table of embeddings, or the columns of the weights by
 * which a layer multiplies sparse rows.
 *
 * @param offset where it lies in the flat array
 * @param lines how many rows, or columns, it has
 * @param width how many values a line has
 * @param ofColumns whether the lines are its columns; the matrix is row-major in either case
 * @param lookups how many lines a row of data touches at most
 */
public record ParameterTable(int offset, int lines, int width, boolean ofColumns, int lookups) {
  /** The rows of a parameter, as {@link ParameterSlice#lookups} tells of it. */
  public static ParameterTable ofRows(ParameterSlice slice) {
    int rows = slice.shape().dimensions().get(0);
    return new ParameterTable(slice.offset(), rows, slice.length() / rows, false, slice.lookups());
  }

  /**
   * The columns of a parameter.
   *
   * @param lookups how many of them a row of data touches at most
   */
  public static ParameterTable ofColumns(ParameterSlice slice, int lookups) {
    int rows = slice.shape().dimensions().get(0);
    return new ParameterTable(slice.offset(), slice.length() / rows, rows, true, lookups);
  }

  /** The number of elements. */
  public int length() {
    return lines * width;
  }

  /** How far the first values of neighbouring lines lie apart. */
  public int lineStep() {
    return ofColumns ? 1 : width;
  }

  /** How far neighbouring values of a line lie apart. */
  public int valueStep() {
    return ofColumns ? lines : 1;
  }
}
