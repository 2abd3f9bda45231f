package io.kindling.driver.evaluation;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.reading.FrameColumns;
import io.kindling.partitioning.reading.FrameRows;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.CategoryNumbers;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.scoring.ScoringModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Scores the rows of DataFrames on the executors, batch or streaming, to the bit as {@link Scorer}
 * scores the same rows of files. It starts no job. It may be used until it is closed; the
 * DataFrames that it gave are computed when Spark needs them, so close it after they have been
 * used.
 */
public final class FrameScorer implements AutoCloseable {
  private static final String FRAME = "the DataFrame";

  private final TrainedModel model;
  private final boolean caseSensitive;
  private final Broadcast<ScoringModel> scoring;

  /** A scorer for {@code model}, which goes to each executor once. */
  public FrameScorer(SparkSession session, TrainedModel model) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.model = model;
    this.caseSensitive = caseSensitive(session);
    this.scoring = context.broadcast(new ScoringModel(model, Evaluator.ROWS_AT_A_TIME));
  }

  /**
   * The rows with columns added, in their order. A single column of vectors, of arrays of numbers
   * or of bytes holds all features in their order, whatever it is called. Of several columns, the
   * model's are taken by name and others are not read; where its features have no names, these are
   * all columns, in this order.
   *
   * @param featureColumns names of the columns that stand for the features
   * @param added what is added
   * @param outputs makes the cells that are added
   * @param invalid what becomes of rows that the model cannot take. An error is an {@link
   *     InvalidInputException}, the cause of the {@link org.apache.spark.SparkException} that the
   *     job ends with
   * @throws InvalidInputException when the columns are not what the model takes, or one that is to
   *     be added is there
   */
  public Dataset<Row> score(
      Dataset<?> rows,
      List<String> featureColumns,
      List<StructField> added,
      RowOutputs outputs,
      InvalidRows invalid) {
    StructType schema = rows.schema();
    StructType scored = with(schema, added, caseSensitive);
    ScoreRows task =
        new ScoreRows(
            scoring,
            frame(model, schema, featureColumns, caseSensitive),
            outputs,
            invalid,
            added.size());
    return named(rows.toDF().mapPartitions(task, Encoders.row(numbered(scored))), scored);
  }

  /**
   * A schema with columns added.
   *
   * @param caseSensitive whether names that differ by upper and lower case only are different ones
   * @throws InvalidInputException when there is a column of such a name
   */
  public static StructType with(StructType schema, List<StructField> added, boolean caseSensitive) {
    StructType all = schema;
    for (StructField field : added) {
      if (places(all, field.name(), caseSensitive).length > 0) {
        throw InvalidInputException.at(
            FRAME,
            "the column '%s'".formatted(Names.shortened(field.name())),
            "none of this name, which is to be added");
      }
      all = all.add(field);
    }
    return all;
  }

  /** A schema whose columns are named by their places: in a DataFrame, two may have one name. */
  private static StructType numbered(StructType schema) {
    StructField[] fields = schema.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new StructField(
              Integer.toString(i), fields[i].dataType(), fields[i].nullable(), Metadata.empty());
    }
    return new StructType(fields);
  }

  /** An encoder keeps types of columns, but no metadata. */
  private static Dataset<Row> named(Dataset<Row> numbered, StructType schema) {
    StructField[] fields = schema.fields();
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < columns.length; i++) {
      Column column = numbered.col(Integer.toString(i));
      columns[i] =
          fields[i].metadata().equals(Metadata.empty())
              ? column.as(fields[i].name())
              : column.as(fields[i].name(), fields[i].metadata());
    }
    return numbered.select(columns);
  }

  /** Whether names that differ by upper and lower case only are different ones. */
  static boolean caseSensitive(SparkSession session) {
    return Boolean.parseBoolean(session.conf().get("spark.sql.caseSensitive"));
  }

  /** What reads rows of a DataFrame for a model from the columns of these names. */
  static FrameRows frame(
      TrainedModel model, StructType schema, List<String> names, boolean caseSensitive) {
    Preprocessing preprocessing = model.preprocessing();
    if (names.isEmpty()) {
      throw InvalidInputException.at(FRAME, "no columns for features", "at least 1");
    }
    int features = preprocessing.features();
    TableColumns columns =
        new TableColumns(preprocessing.columns(), List.of(), false, preprocessing.missing());
    return new FrameColumns(
            schema,
            names.stream().mapToInt(name -> place(schema, name, caseSensitive)).toArray(),
            names,
            new KnownFeatures(
                columns.features(),
                Optional.of(Shape.vector(features)),
                preprocessing.notation(),
                Optional.empty()),
            preprocessing.isSparse())
        .rows(
            preprocessing.declared(),
            CategoryNumbers.of(columns, features, model.spec().compile(), ScaleMode.NONE),
            preprocessing.origins());
  }

  private static int place(StructType schema, String name, boolean caseSensitive) {
    int[] places = places(schema, name, caseSensitive);
    if (places.length != 1) {
      throw InvalidInputException.at(
          FRAME,
          "columns " + Names.shortened(List.of(schema.fieldNames())),
          "'%s' among them%s".formatted(Names.shortened(name), places.length > 1 ? " once" : ""));
    }
    return places[0];
  }

  private static int[] places(StructType schema, String name, boolean caseSensitive) {
    String[] names = schema.fieldNames();
    return IntStream.range(0, names.length)
        .filter(i -> caseSensitive ? names[i].equals(name) : names[i].equalsIgnoreCase(name))
        .toArray();
  }

  @Override
  public void close() {
    ClusterMemory.release(scoring);
  }
}
