package io.kindling.submit.command;

import io.kindling.predictor.scoring.Prediction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Predictions as rows of a data frame: texts, and float32 for outputs. */
final class PredictionRows
    implements FlatMapFunction2<Iterator<String[]>, Iterator<Prediction>, Row> {
  private static final long serialVersionUID = 1L;

  private final PredictedColumns columns;

  PredictionRows(PredictedColumns columns) {
    this.columns = columns;
  }

  /** The type of the rows. */
  StructType type() {
    int texts = columns.ids().size() + (columns.haveClass() ? 1 : 0);
    List<StructField> fields = new ArrayList<>();
    for (String name : columns.names()) {
      boolean text = fields.size() < texts;
      fields.add(
          DataTypes.createStructField(
              name, text ? DataTypes.StringType : DataTypes.FloatType, text));
    }
    return DataTypes.createStructType(fields);
  }

  @Override
  public Iterator<Row> call(Iterator<String[]> names, Iterator<Prediction> predictions) {
    return stream(columns, names, predictions)
        .map(row -> RowFactory.create(row.toArray()))
        .iterator();
  }

  /** The values of each row. */
  static Stream<List<@Nullable Object>> stream(
      PredictedColumns columns, Iterator<String[]> names, Iterator<Prediction> predictions) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(predictions, Spliterator.ORDERED), false)
        .map(prediction -> columns.values(names.next(), prediction));
  }
}
