package io.kindling.predictor.row;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.table.RawColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a table become what in a row as it is kept. Travels, under Kryo too, hence no
 * record.
 */
public final class RowPlan implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NOTHING = -1;

  private final int[] features;
  private final ArrayList<TextValues> texts;
  private final int width;
  private final int[] targets;
  private final ArrayList<TargetCode> codes;
  private final int weight;

  private RowPlan(
      int[] features,
      List<TextValues> texts,
      int width,
      int[] targets,
      List<TargetCode> codes,
      int weight) {
    this.features = features;
    this.texts = new ArrayList<>(texts);
    this.width = width;
    this.targets = targets;
    this.codes = new ArrayList<>(codes);
    this.weight = weight;
  }

  /**
   * A plan in which targets are numbers.
   *
   * @param features the places of the features' columns
   * @param columns what they are
   * @param width how many values they have in a row
   * @param targets the places of the targets' columns
   * @param weight that of the weight's; −1 for none
   */
  public static RowPlan of(
      List<Integer> features, List<Column> columns, int width, List<Integer> targets, int weight) {
    ArrayList<TextValues> texts = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      texts.add(TextValues.of(columns.get(i)));
    }
    ArrayList<TargetCode> codes = new ArrayList<>();
    targets.forEach(target -> codes.add(TargetCode.NUMBER));
    return new RowPlan(array(features), texts, width, array(targets), codes, weight);
  }

  /** The plan in which labels stand for this. */
  public RowPlan withCodes(List<TargetCode> others) {
    return new RowPlan(features, texts, width, targets, others, weight);
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  public int featureColumns() {
    return features.length;
  }

  public int feature(int index) {
    return features[index];
  }

  TextValues texts(int index) {
    return texts.get(index);
  }

  /** Values in a row as it is kept. */
  public int width() {
    return width;
  }

  /**
   * The shape of a row as it is kept.
   *
   * @param columns of the table
   */
  public Shape shape(List<RawColumn> columns) {
    return features.length == 1 ? columns.get(features[0]).shape() : Shape.vector(width);
  }

  /** How many targets a row has. */
  public int targets() {
    return targets.length;
  }

  public int target(int index) {
    return targets[index];
  }

  public TargetCode code(int index) {
    return codes.get(index);
  }

  boolean isWeighted() {
    return weight != NOTHING;
  }

  int weight() {
    return weight;
  }
}
