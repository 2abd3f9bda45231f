package io.kindling.predictor.preprocess;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.MissingRules;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.table.NumberNotation;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a row before it enters the network, fitted to the training data and the same for
 * training, validation and scoring. It is part of a model, and stays on the driver: executors are
 * given its {@link #transform()}.
 */
public final class Preprocessing implements Serializable {
  private static final long serialVersionUID = 1L;

  // For each column that fills one of them: below, a dense product is as fast.
  private static final int FEWEST_INPUTS = 8;

  private final List<Column> columns;
  private final MissingMode missing;
  private final Origins origins;
  private final float[] fill;
  private final Scaling scaling;
  private final int[] indicated;
  private final boolean sparse;
  private final TargetScale targets;
  private final MissingRules rules;
  private final NumberNotation notation;
  private final @Nullable String vector;

  /**
   * A fitted preprocessing.
   *
   * @param columns what the features are, with their categories; none where they have no names
   * @param missing what becomes of missing numbers
   * @param origins what is taken off the features when they are kept; fill and scaling are of what
   *     is left
   * @param fill what stands for the missing numbers of each feature; nothing under {@link
   *     MissingMode#ERROR}
   * @param scaling of the features; categories stay as they are
   * @param sparse whether the rows to train on were kept without their zeros
   */
  public Preprocessing(
      List<Column> columns,
      MissingMode missing,
      Origins origins,
      float[] fill,
      Scaling scaling,
      boolean sparse) {
    this(
        columns,
        missing,
        origins,
        fill,
        scaling,
        sparse,
        new int[0],
        TargetScale.NONE,
        MissingRules.USUAL,
        NumberNotation.UNKNOWN,
        null);
  }

  private Preprocessing(
      List<Column> columns,
      MissingMode missing,
      Origins origins,
      float[] fill,
      Scaling scaling,
      boolean sparse,
      int[] indicated,
      TargetScale targets,
      MissingRules rules,
      NumberNotation notation,
      @Nullable String vector) {
    this.columns = List.copyOf(columns);
    this.missing = missing;
    this.origins = origins;
    this.fill = fill.clone();
    this.scaling = scaling;
    this.sparse = sparse;
    this.indicated = indicated.clone();
    this.targets = targets;
    this.rules = rules;
    this.notation = notation;
    this.vector = vector;
  }

  /** A fitted preprocessing of features that are kept as they are. */
  public Preprocessing(List<Column> columns, MissingMode missing, float[] fill, Scaling scaling) {
    this(columns, missing, Origins.NONE, fill, scaling, false);
  }

  /** The preprocessing of numbers without names, none missing. */
  public static Preprocessing of(Scaling scaling) {
    return new Preprocessing(List.of(), MissingMode.ERROR, new float[0], scaling);
  }

  /**
   * The shape of what enters the network for rows of {@code kept} values, these columns, and so
   * many indicators of missing numbers.
   */
  public static Shape inputShape(Shape kept, List<Column> columns, int indicators) {
    if (indicators == 0 && columns.stream().allMatch(column -> column.width() == 1)) {
      return kept;
    }
    int width = columns.isEmpty() ? kept.size() : columns.stream().mapToInt(Column::width).sum();
    return Shape.vector(width + indicators);
  }

  /** What the features are, or none where they have no names. */
  public List<Column> columns() {
    return columns;
  }

  /** The names of the features, or none. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** How a table of such rows is to be taken: its columns by name, in the order of these. */
  public FeatureColumns declared() {
    Map<String, ColumnKind> kinds = new LinkedHashMap<>();
    columns.forEach(
        column -> kinds.merge(column.source(), column.kind(), Preprocessing::partsOfBoth));
    return new FeatureColumns(kinds, missing).taking(List.copyOf(kinds.keySet())).by(rules);
  }

  private static ColumnKind partsOfBoth(ColumnKind first, ColumnKind second) {
    return first instanceof Date dates && second instanceof Date more ? dates.and(more) : second;
  }

  /** What is taken off the features when they are kept. */
  public Origins origins() {
    return origins;
  }

  /** What becomes of missing numbers. */
  public MissingMode missing() {
    return missing;
  }

  /** What stands for the missing numbers of each feature, or nothing; a copy. */
  public float[] fill() {
    return fill.clone();
  }

  /** The scaling of the features. */
  public Scaling scaling() {
    return scaling;
  }

  /** Whether the rows to train on were kept without their zeros. */
  public boolean isSparse() {
    return sparse;
  }

  /** The same, of rows whose targets are scaled. */
  public Preprocessing withTargets(TargetScale scale) {
    return new Preprocessing(
        columns, missing, origins, fill, scaling, sparse, indicated, scale, rules, notation,
        vector);
  }

  /**
   * The same, with an input that tells whether the number is missing for each of these features.
   */
  public Preprocessing withIndicators(int[] features) {
    return new Preprocessing(
        columns, missing, origins, fill, scaling, sparse, features, targets, rules, notation,
        vector);
  }

  /** The same, of rows in which this is missing. */
  public Preprocessing withRules(MissingRules other) {
    return new Preprocessing(
        columns, missing, origins, fill, scaling, sparse, indicated, targets, other, notation,
        vector);
  }

  /** The same, of rows whose numbers are written so. */
  public Preprocessing withNotation(NumberNotation numbers) {
    return new Preprocessing(
        columns, missing, origins, fill, scaling, sparse, indicated, targets, rules, numbers,
        vector);
  }

  /** The same, of features that are all in the column of this name, if there is one. */
  public Preprocessing withVector(Optional<String> column) {
    return new Preprocessing(
        columns,
        missing,
        origins,
        fill,
        scaling,
        sparse,
        indicated,
        targets,
        rules,
        notation,
        column.orElse(null));
  }

  /** The name of the one column that all features were in; nothing where they have names. */
  public Optional<String> vector() {
    return Optional.ofNullable(vector);
  }

  /** How numbers are written in the texts of files, as far as training's told. */
  public NumberNotation notation() {
    return notation;
  }

  /** How rows are read in which something is missing. */
  public MissingRules rules() {
    return rules;
  }

  /** The features that have an indicator, in their order, or nothing; a copy. */
  public int[] indicated() {
    return indicated.clone();
  }

  /** The scaling of the targets. */
  public TargetScale targets() {
    return targets;
  }

  /** Values in a row as it is kept. */
  public int features() {
    return scaling.features();
  }

  /** What executors do to a row. */
  public RowTransform transform() {
    boolean spreads = columns.stream().anyMatch(Column::isOneHot);
    int[] categories =
        spreads
            ? columns.stream().mapToInt(column -> column.isOneHot() ? column.width() : 0).toArray()
            : new int[0];
    int inputs = columns.stream().mapToInt(Column::width).sum();
    boolean mostlyZeros = sparse || (spreads && inputs >= FEWEST_INPUTS * columns.size());
    return new RowTransform(fill, scaling, categories, indicated, mostlyZeros);
  }
}
