package io.kindling.ml;

import io.kindling.driver.data.TrainingData;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;

/**
 * The rows of a fit, and what their columns are for.
 *
 * @param rows the DataFrame
 * @param features the columns of features
 * @param label the column of labels
 * @param targets how many labels are in an array of each row; 0 where each is one by itself
 * @param others the columns of weights, of the order, and of the rows to validate on
 * @param kinds of columns by their names, where they are declared
 * @param missing what stands for missing features
 * @param taken the names of all features, where a model to start from has to have these
 */
record TrainingFrame(
    Dataset<?> rows,
    List<String> features,
    String label,
    int targets,
    RowColumns others,
    Map<String, ColumnKind> kinds,
    String missing,
    Optional<List<String>> taken) {
  static TrainingFrame of(
      NetworkParams params, FeatureNames features, String label, Dataset<?> rows) {
    return new TrainingFrame(
        rows,
        features.names(),
        label,
        targets(rows, label),
        RowColumns.of(params),
        Texts.read(params, params.columns(), ColumnKind::readByName).orElse(Map.of()),
        params.getMissing(),
        params.isDefined(params.initFrom()) && params.isDefined(params.featuresCols())
            ? Optional.of(features.names())
            : Optional.empty());
  }

  private static int targets(Dataset<?> rows, String label) {
    if (!(rows.schema().apply(label).dataType() instanceof ArrayType)) {
      return 0;
    }
    Row size = rows.toDF().select(functions.size(Frames.column(label))).head();
    if (size.isNullAt(0) || size.getInt(0) < 1) {
      throw InvalidInputException.at(
          "labelCol '%s'".formatted(label), "no labels in the first row", "at least 1 in each row");
    }
    return size.getInt(0);
  }

  /** The names of the targets. */
  private String[] labels() {
    return targets == 0
        ? new String[] {label}
        : IntStream.range(0, targets)
            .mapToObj(i -> "%s[%s]".formatted(label, i))
            .toArray(String[]::new);
  }

  /** A row with more labels than the first, or fewer, has none. */
  private List<Column> labelColumns() {
    Column whole = Frames.column(label);
    if (targets == 0) {
      return List.of(whole);
    }
    Column right = functions.size(whole).equalTo(targets);
    String[] names = labels();
    return IntStream.range(0, targets)
        .mapToObj(i -> functions.when(right, whole.getItem(i)).as(names[i]))
        .toList();
  }

  /** The rows to train and to validate on; where it is not said of one, it is trained on. */
  TrainingData data() {
    if (others.validates().isEmpty()) {
      return TrainingData.of(source(rows.toDF())).withColumns(columns());
    }
    Column held = functions.coalesce(Frames.column(others.validates().get()), functions.lit(false));
    return TrainingData.of(
            source(rows.toDF().where(functions.not(held))), source(rows.toDF().where(held)))
        .withColumns(columns());
  }

  private RowSource source(Dataset<Row> frame) {
    List<Column> columns = new ArrayList<>();
    features.forEach(name -> columns.add(Frames.column(name)));
    columns.addAll(labelColumns());
    others.weight().ifPresent(name -> columns.add(Frames.column(name)));
    others.id().ifPresent(name -> columns.add(Frames.column(name)));
    FrameSource chosen = FrameSource.of(frame.select(columns.toArray(Column[]::new)));
    RowSource labelled = others.id().map(chosen::orderedBy).orElse(chosen).labelled(labels());
    return others.weight().map(labelled::weighted).orElse(labelled);
  }

  /** In a DataFrame null is what is missing, and no text is. */
  private FeatureColumns columns() {
    return new FeatureColumns(
        kinds,
        taken,
        Set.of(),
        MissingMode.read(Setting.scalar("missing", missing)),
        Optional.of(Set.of()),
        false,
        List.of());
  }
}
