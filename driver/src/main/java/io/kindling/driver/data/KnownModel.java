package io.kindling.driver.data;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Ignore;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.table.NumberNotation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The model that a training starts from, as far as its rows are concerned: its parameters were
 * fitted to inputs that its own categories, fills and scaling made of rows, so these hold on.
 *
 * @param name as errors call it
 * @param model itself
 * @param keepsHead whether the outputs stay what they were: then the classes and the scaling of
 *     targets are the model's, too
 * @param byNumber whether labels are the numbers of its classes, not their names
 */
public record KnownModel(String name, TrainedModel model, boolean keepsHead, boolean byNumber) {
  private Preprocessing preprocessing() {
    return model.preprocessing();
  }

  /** What is known of the features before they are read. */
  KnownFeatures features() {
    return new KnownFeatures(
        preprocessing().columns(), Optional.of(kept()), notation(), preprocessing().vector());
  }

  /** How numbers were written in the rows that it was trained on. */
  NumberNotation notation() {
    return preprocessing().notation();
  }

  private Shape kept() {
    Shape input = input();
    int features = preprocessing().features();
    return input.size() == features ? input : Shape.vector(features);
  }

  /** The shape of what enters the network. */
  Shape input() {
    return model.spec().input();
  }

  /**
   * Checks that a table has the rows that the model takes.
   *
   * @throws InvalidInputException when it has not
   */
  void checkShape(ReadTable table) {
    if (table.shape().size() != preprocessing().features()) {
      throw InvalidInputException.at(
          table.name(), "rows of " + table.shape(), "%s, as %s takes".formatted(kept(), name));
    }
  }

  /**
   * How columns are to be taken.
   *
   * @param declared beside the model: what stands for a missing value, and whether rows without a
   *     label are left out
   * @throws InvalidInputException where more is declared, and is not so in the model
   */
  FeatureColumns columns(FeatureColumns declared) {
    Set<String> sources =
        preprocessing().columns().stream().map(Column::source).collect(Collectors.toSet());
    FeatureColumns known = preprocessing().declared();
    declared.kinds().forEach((column, kind) -> checkKind(column, kind, known));
    declared
        .taken()
        .filter(names -> !sources.isEmpty() && !sources.equals(Set.copyOf(names)))
        .ifPresent(
            names -> {
              throw wrong("data.features", String.join(", ", names), String.join(", ", sources));
            });
    for (String column : declared.excluded()) {
      if (sources.contains(column)) {
        throw wrong("data.exclude", "'" + column + "'", "none of its columns");
      }
    }
    if (declared.missing() != MissingMode.ERROR && declared.missing() != known.missing()) {
      throw wrong("data.missing", declared.missing().configName(), known.missing().configName());
    }
    Optional<Set<String>> missing = declared.missingValues().or(known::missingValues);
    return new FeatureColumns(
        known.kinds(),
        known.taken(),
        Set.of(),
        known.missing(),
        missing,
        declared.dropsUnlabelled(),
        declared.carried());
  }

  private void checkKind(String column, ColumnKind declared, FeatureColumns known) {
    ColumnKind kind = known.kinds().get(column);
    boolean ignored = declared instanceof Ignore;
    if (kind == null ? !ignored : !kind.equals(declared)) {
      throw wrong(
          "data.columns." + column,
          String.valueOf(ColumnKind.CATALOGUE.write(declared)),
          kind == null ? "no such column" : String.valueOf(ColumnKind.CATALOGUE.write(kind)));
    }
  }

  /**
   * How features are scaled: as the model has it.
   *
   * @throws InvalidInputException when something else is declared
   */
  public ScaleMode scale(ScaleMode declared) {
    return agreed("data.scale", declared, preprocessing().scaling().mode());
  }

  /** How targets are scaled: as the model has it, where its outputs stay what they were. */
  ScaleMode labelScale(ScaleMode declared) {
    return keepsHead
        ? agreed("data.label_scale", declared, preprocessing().targets().mode())
        : declared;
  }

  private ScaleMode agreed(String setting, ScaleMode declared, ScaleMode mode) {
    if (declared != ScaleMode.NONE && declared != mode) {
      throw wrong(setting, "'%s'".formatted(declared.configName()), mode.configName());
    }
    return mode;
  }

  /** The classes that the outputs are, as labels have them; none where they are not known. */
  Optional<List<String>> classes() {
    return namedClasses().map(names -> byNumber ? numbers(names.size()) : names);
  }

  private static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** The names of the classes that the outputs are; none where they are not known. */
  public Optional<List<String>> namedClasses() {
    return keepsHead && model.spec().loss().task() == Task.MULTICLASS
        ? Optional.of(model.labels().classes()).filter(names -> !names.isEmpty())
        : Optional.empty();
  }

  private InvalidInputException wrong(String setting, String found, String expected) {
    return InvalidInputException.atSetting(
        setting, found, "%s, as in %s, from which training starts".formatted(expected, name));
  }
}
