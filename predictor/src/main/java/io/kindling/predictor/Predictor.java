package io.kindling.predictor;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.model.ModelReader;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.CategoryNumbers;
import io.kindling.predictor.row.RowKeeper;
import io.kindling.predictor.scoring.OutputNames;
import io.kindling.predictor.scoring.ScoringModel;
import io.kindling.predictor.scoring.ScoringPass;
import io.kindling.predictor.table.BadRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/**
 * Scores rows with a trained model in any Java program, to the bit as {@code kindling predict}
 * scores them: each row by the same code, in the same order of sums, whatever other rows there are.
 *
 * <p>A row is a map from the names of the model's columns to numbers, texts, truths or times, with
 * null for what is missing, which becomes what it became in training; or an array of one number for
 * each feature; or one of many in a block. Maps are read as the cells of files are, in double
 * precision; arrays hold float32.
 *
 * <p>Any number of threads may use it at once. Each keeps buffers of its own, as long as it lives;
 * there is nothing to close.
 */
public final class Predictor {
  private final TrainedModel model;
  private final ScoringModel scoring;
  private final OutputNames names;
  private final NamedRows named;
  private final NumberRows numbers;
  private final Map<Thread, Keepers> keepers = new WeakHashMap<>();

  private Predictor(TrainedModel model) {
    Preprocessing preprocessing = model.preprocessing();
    this.model = model;
    this.scoring = new ScoringModel(model, ScoringModel.ROWS_AT_A_TIME);
    this.names = new OutputNames(model);
    int[] categories =
        CategoryNumbers.of(
            new TableColumns(preprocessing.columns(), List.of(), false, preprocessing.missing()),
            preprocessing.features(),
            model.spec().compile(),
            ScaleMode.NONE);
    this.named = new NamedRows(model, categories);
    this.numbers = new NumberRows(model, categories);
    ScoringPass.ofRow(scoring); // so that the first row does not wait for what is found out once
  }

  /**
   * The predictor of the model in a folder of this machine.
   *
   * @throws InvalidInputException when the folder holds none, or a damaged one
   */
  public static Predictor load(Path folder) {
    return of(ModelReader.read(folder));
  }

  /** The predictor of a model. */
  public static Predictor of(TrainedModel model) {
    return new Predictor(model);
  }

  /** The model. */
  public TrainedModel model() {
    return model;
  }

  /** The names that maps have; none where features have no names, and rows are arrays only. */
  public List<String> columns() {
    return named.names();
  }

  /**
   * What stands in an array, in its order, such as {@code age}, {@code colour}, {@code when.year};
   * none where features have no names.
   */
  public List<String> features() {
    return model.preprocessing().columns().stream().map(Column::name).toList();
  }

  /** How many numbers an array has for a row. */
  public int width() {
    return numbers.features();
  }

  /** The names of the classes, from class 0 on; none where the model does not tell one a row. */
  public List<String> classes() {
    return names.classes();
  }

  /** The names of the outputs, as {@code kindling predict} writes them into its header. */
  public List<String> outputs() {
    return names.all();
  }

  /**
   * Scores a row.
   *
   * @param row by the names of columns; others are not looked at
   * @throws InvalidInputException when one of the model's columns is not there, or a value is none
   *     that the model takes
   */
  public RowPrediction predict(Map<String, ?> row) {
    requireNames();
    ScoringPass pass = ScoringPass.ofRow(scoring);
    keepers().one.keep(List.of(row), new int[] {0}, 1, new Adding(pass, 0));
    return only(pass);
  }

  /** Scores rows; more of them at once take less time each. */
  public List<RowPrediction> predict(List<? extends Map<String, ?>> rows) {
    requireNames();
    List<RowPrediction> predictions = new ArrayList<>(rows.size());
    int capacity = scoring.places().length;
    for (int from = 0; from < rows.size(); from += capacity) {
      List<? extends Map<String, ?>> some =
          rows.subList(from, Math.min(rows.size(), from + capacity));
      ScoringPass pass = new ScoringPass(scoring);
      int[] indices = IntStream.range(0, some.size()).toArray();
      keepers().many.keep(some, indices, indices.length, new Adding(pass, from));
      pass.run();
      BlockPrediction block = block(some.size());
      block.take(pass, 0, some.size());
      IntStream.range(0, some.size()).mapToObj(block::row).forEach(predictions::add);
    }
    return predictions;
  }

  /**
   * Scores a row.
   *
   * @param row the features as a source gives them: not scaled, the number of its category for a
   *     one-hot column, that of its bucket for a hashed one, NaN for what is missing; (width)
   * @throws IllegalArgumentException when there are more numbers or fewer
   * @throws InvalidInputException when a number is none that the model takes
   */
  public RowPrediction predict(float[] row) {
    requireLength(row, 1);
    ScoringPass pass = ScoringPass.ofRow(scoring);
    if (numbers.arePlain(row, 0, row.length)) {
      pass.add(row);
    } else {
      float[] kept = new float[row.length];
      numbers.keep(row, 0, 0, kept);
      pass.add(kept);
    }
    return only(pass);
  }

  /**
   * Scores a block of rows, the fastest way: a few hundred rows or more, on as many threads as
   * there are cores.
   *
   * @param rows each as {@link #predict(float[])} takes it: (rows, width), row-major
   * @param count of the rows
   */
  public BlockPrediction predict(float[] rows, int count) {
    requireLength(rows, count);
    BlockPrediction predictions = block(count);
    int width = width();
    int capacity = scoring.places().length;
    float[] kept = new float[width];
    for (int first = 0; first < count; first += capacity) {
      int end = Math.min(count, first + capacity);
      ScoringPass pass = new ScoringPass(scoring);
      boolean plain = numbers.arePlain(rows, first * width, end * width);
      for (int row = first; row < end; row++) {
        if (plain) {
          pass.add(rows, row * width);
        } else {
          numbers.keep(rows, row * width, row, kept);
          pass.add(kept);
        }
      }
      pass.run();
      predictions.take(pass, first, end - first);
    }
    return predictions;
  }

  private void requireNames() {
    if (named.names().isEmpty()) {
      throw InvalidInputException.at(
          "row 0",
          "a map",
          "an array of %s numbers: the features have no names".formatted(width()));
    }
  }

  private void requireLength(float[] rows, int count) {
    if (rows.length < (long) count * width() || (count == 1 && rows.length != width())) {
      throw new IllegalArgumentException(
          "%s rows must have %s features each, got %s numbers"
              .formatted(count, width(), rows.length));
    }
  }

  private RowPrediction only(ScoringPass pass) {
    pass.run();
    return new RowPrediction(names, pass.classOf(0), pass.predictions());
  }

  private BlockPrediction block(int rows) {
    return new BlockPrediction(names, names.count(), rows);
  }

  private Keepers keepers() {
    synchronized (keepers) {
      return keepers.computeIfAbsent(
          Thread.currentThread(),
          thread -> new Keepers(named.keeper(1), named.keeper(ScoringModel.ROWS_AT_A_TIME)));
    }
  }

  /** What keeps rows of one thread. */
  private record Keepers(RowKeeper<Map<String, ?>> one, RowKeeper<Map<String, ?>> many) {}

  /** Adds rows to a pass, of which the first has a number. */
  private record Adding(ScoringPass pass, int first) implements RowKeeper.Taker {
    @Override
    public void kept(int row, float[] features) {
      pass.add(features);
    }

    @Override
    public void bad(int row, BadRow found) {
      throw InvalidInputException.at(NamedRows.place(first + row), found.found(), found.expected());
    }
  }
}
