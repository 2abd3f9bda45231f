package io.kindling.partitioning.preprocess;

import io.kindling.partitioning.testing.RandomRows;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The plain definition of mean and standard deviation (N − 1), one pass over the values for each.
 */
record TwoPass(double mean, double standardDeviation) {
  static TwoPass of(double[] values) {
    double mean = DoubleStream.of(values).sum() / values.length;
    double squares = DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum();
    return new TwoPass(mean, Math.sqrt(squares / (values.length - 1)));
  }

  static TwoPass of(RandomRows rows, int count, int feature) {
    return of(IntStream.range(0, count).mapToDouble(row -> rows.row(row)[feature]).toArray());
  }
}
