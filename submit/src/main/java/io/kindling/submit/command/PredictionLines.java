package io.kindling.submit.command;

import io.kindling.driver.model.Prediction;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Predictions as lines of CSV; every part starts with a header, as every CSV file here does. */
final class PredictionLines implements FlatMapFunction<Iterator<Prediction>, String> {
  private static final long serialVersionUID = 1L;

  private final int outputs;

  PredictionLines(int outputs) {
    this.outputs = outputs;
  }

  @Override
  public Iterator<String> call(Iterator<Prediction> predictions) {
    Stream<String> lines =
        StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(predictions, Spliterator.ORDERED), false)
            .map(PredictionLines::line);
    return Stream.concat(Stream.of(header()), lines).iterator();
  }

  /** One output is the probability of class 1; several are those of the classes from 0 on. */
  private String header() {
    StringJoiner header = new StringJoiner(",").add("prediction");
    for (int i = 0; i < outputs; i++) {
      header.add("probability_" + (outputs == 1 ? 1 : i));
    }
    return header.toString();
  }

  private static String line(Prediction prediction) {
    StringJoiner line = new StringJoiner(",").add(Integer.toString(prediction.predictedClass()));
    for (float probability : prediction.probabilities()) {
      line.add(Float.toString(probability));
    }
    return line.toString();
  }
}
