package io.kindling.submit.command;

import io.kindling.driver.evaluation.Prediction;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Predictions as lines of CSV; every part starts with a header, as every CSV file here does. A row
 * whose outputs are not numbers has an empty class.
 */
final class PredictionLines implements FlatMapFunction<Iterator<Prediction>, String> {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final int outputs;

  PredictionLines(Task task, int outputs) {
    this.task = task;
    this.outputs = outputs;
  }

  @Override
  public Iterator<String> call(Iterator<Prediction> predictions) {
    Stream<String> lines =
        StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(predictions, Spliterator.ORDERED), false)
            .map(this::line);
    return Stream.concat(Stream.of(header()), lines).iterator();
  }

  /** One output is the probability of class 1; several are those of the classes from 0 on. */
  private String header() {
    StringJoiner header = new StringJoiner(",");
    if (task == Task.MULTICLASS) {
      header.add("prediction");
    }
    for (int i = 0; i < outputs; i++) {
      boolean onlyClass1 = task == Task.MULTICLASS && outputs == 1;
      header.add((task == Task.REGRESSION ? "value_" : "probability_") + (onlyClass1 ? 1 : i));
    }
    return header.toString();
  }

  private String line(Prediction prediction) {
    StringJoiner line = new StringJoiner(",");
    if (task == Task.MULTICLASS) {
      int predicted = prediction.predictedClass();
      line.add(predicted == Loss.UNDECIDED ? "" : Integer.toString(predicted));
    }
    for (float output : prediction.outputs()) {
      line.add(Float.toString(output));
    }
    return line.toString();
  }
}
