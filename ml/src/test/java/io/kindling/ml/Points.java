package io.kindling.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Points around three centres: {@code id}, {@code x}, {@code y}, both as {@code features} and as
 * {@code pair} (an array), the number of the centre as {@code label} and its {@code colour}, and
 * the {@code distance} from the origin.
 */
final class Points {
  /** How many there are. */
  static final int COUNT = 300;

  /** The names of the centres' colours, in the order of their numbers. */
  static final List<String> COLOURS = List.of("amber", "blue", "crimson");

  private static final double[][] CENTRES = {{0, 2}, {2, -1}, {-2, -1}};
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("x", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType())
          .add("pair", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("label", DataTypes.DoubleType)
          .add("colour", DataTypes.StringType)
          .add("distance", DataTypes.DoubleType)
          .add("holdOut", DataTypes.BooleanType);

  private Points() {}

  /** The points in so many partitions. */
  static Dataset<Row> in(SparkSession session, int partitions) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < COUNT; id++) {
      int centre = random.nextInt(CENTRES.length);
      double x = CENTRES[centre][0] + 0.6 * random.nextGaussian();
      double y = CENTRES[centre][1] + 0.6 * random.nextGaussian();
      rows.add(
          RowFactory.create(
              id,
              x,
              y,
              Vectors.dense(x, y),
              new double[] {x, y},
              (double) centre,
              COLOURS.get(centre),
              Math.hypot(x, y),
              id % 5 == 0));
    }
    return session.createDataFrame(rows, SCHEMA).repartition(partitions);
  }
}
