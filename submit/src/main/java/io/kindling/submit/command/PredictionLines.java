package io.kindling.submit.command;

import io.kindling.driver.evaluation.Prediction;
import io.kindling.driver.model.TrainedModel;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Predictions as lines of CSV, in which classes have their names; every part starts with a header,
 * as every CSV file here does. A row whose outputs are not numbers has an empty class.
 */
final class PredictionLines implements FlatMapFunction<Iterator<Prediction>, String> {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final int outputs;
  private final ArrayList<String> classes;

  PredictionLines(TrainedModel model) {
    this.task = model.spec().loss().task();
    this.outputs = model.spec().compile().outputs();
    this.classes = new ArrayList<>(model.labels().classes());
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
    List<String> header = new ArrayList<>();
    if (task == Task.MULTICLASS) {
      header.add("prediction");
    }
    for (int i = 0; i < outputs; i++) {
      boolean onlyClass1 = task == Task.MULTICLASS && outputs == 1;
      String of = task == Task.MULTICLASS ? name(onlyClass1 ? 1 : i) : Integer.toString(i);
      header.add((task == Task.REGRESSION ? "value_" : "probability_") + of);
    }
    return CSVFormat.RFC4180.format(header.toArray());
  }

  private String name(int index) {
    return index < classes.size() ? classes.get(index) : Integer.toString(index);
  }

  private String line(Prediction prediction) {
    List<String> line = new ArrayList<>();
    if (task == Task.MULTICLASS) {
      int predicted = prediction.predictedClass();
      line.add(predicted == Loss.UNDECIDED ? "" : name(predicted));
    }
    for (float output : prediction.outputs()) {
      line.add(Float.toString(output));
    }
    return CSVFormat.RFC4180.format(line.toArray());
  }
}
