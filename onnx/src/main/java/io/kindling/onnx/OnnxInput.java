package io.kindling.onnx;

import io.kindling.onnx.graph.ElementType;
import java.util.List;

/**
 * An input of a graph: a column, (rows, 1), or where the features have no names all of them, (rows,
 * …).
 *
 * @param name of the column, or {@link #FEATURES}
 * @param content what stands in it
 * @param row the dimensions of a row
 * @param feature the first feature of a row as a model keeps it that stands in here
 */
public record OnnxInput(String name, Content content, List<Integer> row, int feature) {
  /** The name of the input that holds features without names. */
  public static final String FEATURES = "features";

  /** Copies. */
  public OnnxInput {
    row = List.copyOf(row);
  }

  /** What stands in an input. */
  public enum Content {
    /** Numbers, NaN where one is missing. */
    NUMBERS(ElementType.FLOAT),
    /** Numbers that lie so far from 0 that single precision would not tell them apart. */
    PRECISE_NUMBERS(ElementType.DOUBLE),
    /** {@code true} or {@code false}, in any case; any other text stands for a missing one. */
    TRUTHS(ElementType.STRING),
    /** Categories by their names; any other text is none of them. */
    CATEGORIES(ElementType.STRING),
    /** Numbers of the buckets that texts fall into. */
    BUCKETS(ElementType.FLOAT);

    private final ElementType type;

    Content(ElementType type) {
      this.type = type;
    }

    /** The type of the tensor. */
    public ElementType type() {
      return type;
    }
  }
}
