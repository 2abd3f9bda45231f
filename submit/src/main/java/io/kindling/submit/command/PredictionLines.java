package io.kindling.submit.command;

import io.kindling.predictor.scoring.Prediction;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.spark.api.java.function.FlatMapFunction2;

/**
 * Predictions as lines of CSV; every part starts with a header, as every CSV file here does. A row
 * whose outputs are not numbers has an empty class.
 */
final class PredictionLines
    implements FlatMapFunction2<Iterator<String[]>, Iterator<Prediction>, String> {
  private static final long serialVersionUID = 1L;

  private final PredictedColumns columns;

  PredictionLines(PredictedColumns columns) {
    this.columns = columns;
  }

  @Override
  public Iterator<String> call(Iterator<String[]> names, Iterator<Prediction> predictions) {
    Stream<List<?>> rows =
        Stream.concat(
            Stream.of(columns.names()), PredictionRows.stream(columns, names, predictions));
    return rows.map(row -> CSVFormat.RFC4180.format(row.toArray())).iterator();
  }
}
