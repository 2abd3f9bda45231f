package io.kindling.onnx.check;

import io.kindling.onnx.OnnxInput;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a graph takes them, made of rows as a model keeps them: numbers with their origins,
 * truths by their names; categories are given as the texts that stood there.
 */
public final class OnnxRows {
  private final List<OnnxInput> inputs;
  private final Preprocessing preprocessing;
  private final List<float[]> kept = new ArrayList<>();
  private final List<@Nullable String[]> texts = new ArrayList<>();

  /** No rows yet, for a model of this preprocessing, whose graph has these inputs. */
  public OnnxRows(List<OnnxInput> inputs, Preprocessing preprocessing) {
    this.inputs = List.copyOf(inputs);
    this.preprocessing = preprocessing;
  }

  /** The columns whose texts are to be given, in this order. */
  public static List<String> textColumns(Preprocessing preprocessing) {
    return preprocessing.columns().stream().filter(Column::isOneHot).map(Column::name).toList();
  }

  /**
   * Adds a row.
   *
   * @param features as they are kept: less their origins, NaN where one is missing
   * @param words of each of {@link #textColumns}; null where one is missing
   */
  public void add(float[] features, @Nullable String[] words) {
    kept.add(features);
    texts.add(words);
  }

  /** How many there are. */
  public int size() {
    return kept.size();
  }

  List<OnnxInput> inputs() {
    return inputs;
  }

  /** The numbers of an input, (rows, …), row-major. */
  double[] numbers(OnnxInput input) {
    int width = input.row().stream().reduce(1, (a, b) -> a * b);
    double[] numbers = new double[size() * width];
    for (int row = 0; row < size(); row++) {
      for (int i = 0; i < width; i++) {
        int feature = input.feature() + i;
        numbers[row * width + i] = kept.get(row)[feature] + preprocessing.origins().of(feature);
      }
    }
    return numbers;
  }

  /** The texts of an input, (rows). */
  String[] texts(OnnxInput input) {
    int column = textColumns(preprocessing).indexOf(input.name());
    String[] words = new String[size()];
    for (int row = 0; row < words.length; row++) {
      String text =
          input.content() == OnnxInput.Content.TRUTHS
              ? truth(kept.get(row)[input.feature()])
              : texts.get(row)[column];
      words[row] = text == null ? "" : text;
    }
    return words;
  }

  private static @Nullable String truth(float number) {
    return Float.isNaN(number) ? null : Boolean.toString(number == 1);
  }
}
