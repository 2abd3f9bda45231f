package com.example.kinds;

import io.kindling.kernels.spec.Fields;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** A format of data of one's own: lines of numbers with blanks between them, the label first. */
public final class NumberLines implements SourceFormat {
  @Override
  public String name() {
    return "number_lines";
  }

  @Override
  public String description() {
    return "lines of numbers with blanks between them, the label first";
  }

  @Override
  public List<String> settings() {
    return List.of("path");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    return new Lines(paths.resolve(fields.required("path")));
  }

  /**
   * The rows. What gives labels and vectors in the order of the files is all that a source needs.
   *
   * @param path of a file or a folder
   */
  private record Lines(String path) implements RowSource {
    @Override
    public RawTable open(JavaSparkContext context, CellRules rules) {
      return new VectorSource(context.textFile(path).mapToPair(Lines::row)).open(context, rules);
    }

    private static Tuple2<Double, Vector> row(String line) {
      double[] numbers =
          Arrays.stream(line.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
      return new Tuple2<>(
          numbers[0], Vectors.dense(Arrays.copyOfRange(numbers, 1, numbers.length)));
    }
  }
}
