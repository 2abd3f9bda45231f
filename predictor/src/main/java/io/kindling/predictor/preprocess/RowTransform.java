package io.kindling.predictor.preprocess;

import io.kindling.kernels.layer.SparseRows;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Turns rows as they are kept into inputs of the network, in place: missing numbers are filled,
 * numbers scaled, categories spread out; last come the indicators, 1 for a number that was missing
 * and 0 for one that was not. Travels, under Kryo too, hence no record.
 *
 * <p>A row's features are first written to the end of the room for its inputs, before that for
 * indicators, from {@link #lead()} on. Spreading goes from left to right; since every column fills
 * at least one input, the column that is read next is never behind the input that is written next.
 */
public final class RowTransform implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] fill;
  private final float[] filled; // the same, scaled
  private final Scaling scaling;
  private final int[] categories;
  private final int[] indicated;
  private final int outputs;
  private final boolean sparse;

  /**
   * A transform.
   *
   * @param fill what stands for a missing value of each feature, or nothing where none is missing
   * @param categories the number of categories of each feature, 0 for one that stays a number; or
   *     nothing where all stay numbers
   * @param indicated the features that have an indicator, in their order
   * @param sparse whether most inputs are 0
   */
  RowTransform(float[] fill, Scaling scaling, int[] categories, int[] indicated, boolean sparse) {
    this.sparse = sparse;
    this.filled = fill.clone();
    if (fill.length > 0) {
      scaling.apply(filled, 0);
    }
    this.fill = fill.clone();
    this.scaling = scaling;
    this.categories = categories.clone();
    this.indicated = indicated.clone();
    int spread =
        categories.length == 0
            ? scaling.features()
            : Arrays.stream(categories).map(count -> Math.max(1, count)).sum();
    this.outputs = spread + indicated.length;
  }

  /** Values in a row as it is kept. */
  public int inputs() {
    return scaling.features();
  }

  /** Inputs of the network that a row fills. */
  public int outputs() {
    return outputs;
  }

  /** Where the features are to be written, counted from the row's first input. */
  public int lead() {
    return outputs - indicated.length - scaling.features();
  }

  /** Writes the inputs of a row to {@code values[offset …]}. */
  public void gather(KeptRows kept, int row, float[] values, int offset) {
    if (fill.length > 0) {
      kept.readFeatures(row, values, offset + lead());
      apply(values, offset);
    } else {
      scaling.read(kept, row, values, offset + lead());
      spread(values, offset);
    }
  }

  /** Whether most inputs of a row are 0, so that they are better gathered as sparse rows. */
  public boolean isSparse() {
    return sparse;
  }

  /**
   * How many inputs of a row are not 0 at most.
   *
   * @param kept how many values of a row as it is kept are not 0 at most
   */
  public int mostEntries(int kept) {
    long spread = Arrays.stream(categories).filter(count -> count > 0).count();
    return scaling.keepsZeros() ? kept + (int) spread + indicated.length : outputs;
  }

  /**
   * Adds the inputs of a row that are not 0 to sparse rows.
   *
   * @param features room for a row as it is kept
   */
  public void gather(KeptRows kept, int row, SparseRows rows, float[] features) {
    boolean plain = categories.length == 0 && indicated.length == 0;
    if (kept.isSparse() && plain && scaling.keepsZeros()) {
      int from = rows.entries();
      kept.readSparse(row, rows);
      fill(rows, from);
      scaling.apply(rows, from);
      rows.endRow();
    } else {
      kept.readFeatures(row, features, 0);
      apply(features, rows);
    }
  }

  private void fill(SparseRows rows, int from) {
    float[] values = rows.values();
    for (int k = from; k < rows.entries() && fill.length > 0; k++) {
      if (Float.isNaN(values[k])) {
        values[k] = fill[rows.columns()[k]];
      }
    }
  }

  /** Adds the inputs that are not 0 of a row as it is kept, which is changed, to sparse rows. */
  public void apply(float[] features, SparseRows rows) {
    scaling.apply(features, 0); // what is missing stays so until its indicator is written
    int input = 0;
    for (int i = 0; i < features.length; i++) {
      float value = fill.length > 0 && Float.isNaN(features[i]) ? filled[i] : features[i];
      int width = categories.length == 0 ? 0 : categories[i];
      if (width == 0) {
        if (value != 0) {
          rows.append(input, value);
        }
      } else if (value >= 0 && value < width) {
        rows.append(input + (int) value, 1f);
      }
      input += Math.max(1, width);
    }
    for (int feature : indicated) {
      if (Float.isNaN(features[feature])) {
        rows.append(input, 1f);
      }
      input++;
    }
    rows.endRow();
  }

  private void fill(float[] values, int from) {
    for (int i = 0; i < fill.length; i++) {
      if (Float.isNaN(values[from + i])) {
        values[from + i] = fill[i];
      }
    }
  }

  /** Transforms the row whose inputs start at {@code values[offset]}. */
  public void apply(float[] values, int offset) {
    int from = offset + lead();
    int indicators = offset + outputs - indicated.length;
    for (int i = 0; i < indicated.length; i++) {
      values[indicators + i] = Float.isNaN(values[from + indicated[i]]) ? 1f : 0f;
    }
    fill(values, from);
    scaling.apply(values, from);
    spread(values, offset);
  }

  private void spread(float[] values, int offset) {
    int from = offset + lead();
    int to = offset;
    for (int i = 0; i < categories.length; i++) {
      float value = values[from + i];
      if (categories[i] == 0) {
        values[to++] = value;
      } else {
        int end = to + categories[i];
        Arrays.fill(values, to, end, 0f);
        if (value >= 0 && value < categories[i]) {
          values[to + (int) value] = 1f;
        }
        to = end;
      }
    }
  }
}
