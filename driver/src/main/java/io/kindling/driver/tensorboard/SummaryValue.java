package io.kindling.driver.tensorboard;

import io.kindling.kernels.parameter.ValueHistogram;
import java.util.ArrayList;
import java.util.List;

/** What TensorBoard shows under a tag, as values of a {@code Summary}. */
final class SummaryValue {
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int HISTOGRAM = 5;

  private SummaryValue() {}

  /** A number. */
  static ProtobufMessage scalar(String tag, double value) {
    return new ProtobufMessage().text(TAG, tag).float32(SIMPLE_VALUE, (float) value);
  }

  /**
   * A distribution. Of its buckets those from the first that holds something to the last; those in
   * between that hold nothing are one.
   */
  static ProtobufMessage histogram(String tag, ValueHistogram values) {
    List<Double> limits = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    boolean gap = false;
    for (int bucket = 0; bucket < ValueHistogram.buckets(); bucket++) {
      if (values.count(bucket) == 0) {
        gap = true;
        continue;
      }
      if (gap && !counts.isEmpty()) {
        limits.add(ValueHistogram.limit(bucket - 1));
        counts.add(0.0);
      }
      gap = false;
      limits.add(ValueHistogram.limit(bucket));
      counts.add((double) values.count(bucket));
    }
    ProtobufMessage histogram =
        new ProtobufMessage()
            .float64(1, values.min())
            .float64(2, values.max())
            .float64(3, (double) values.count())
            .float64(4, values.sum())
            .float64(5, values.squares())
            .float64s(6, limits)
            .float64s(7, counts);
    return new ProtobufMessage().text(TAG, tag).message(HISTOGRAM, histogram);
  }
}
