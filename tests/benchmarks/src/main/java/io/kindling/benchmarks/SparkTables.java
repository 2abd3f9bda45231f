package io.kindling.benchmarks;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables as Spark's own readers and writers of files handle them. */
final class SparkTables {
  private static final int PIXELS = 784;
  private static final int CLASSES = 10;

  private final SparkSession session;
  private final int partitions;

  /** On a context that runs already. */
  SparkTables(JavaSparkContext context) {
    this.partitions = context.defaultParallelism();
    this.session =
        SparkSession.builder()
            .config(context.getConf())
            .config("spark.sql.debug.maxToStringFields", 2 * PIXELS) // or it warns of long plans
            .getOrCreate();
  }

  /** Reads all rows of a file and drops them: what Spark itself takes to parse them. */
  void read(String format, Path path) {
    table(format, path).write().format("noop").mode(SaveMode.Overwrite).save();
  }

  /** Writes the rows of a CSV file as Parquet. */
  void toParquet(Path csv, Path folder) {
    table("csv", csv).write().parquet(folder.toString());
  }

  /** Writes images of random bytes as Parquet, a column a pixel; four of five are 0. */
  void writeImages(Path folder, int rows) {
    StructType schema = new StructType().add(TableFiles.LABEL, DataTypes.IntegerType, false);
    for (int i = 0; i < PIXELS; i++) {
      schema = schema.add("p" + i, DataTypes.ShortType, false);
    }
    var images =
        session
            .range(0, rows, 1, partitions)
            .toJavaRDD()
            .map(row -> image(new SplittableRandom(row)));
    session.createDataFrame(images, schema).write().parquet(folder.toString());
  }

  private static Row image(SplittableRandom random) {
    Object[] values = new Object[1 + PIXELS];
    values[0] = random.nextInt(CLASSES);
    for (int i = 1; i <= PIXELS; i++) {
      values[i] = (short) (random.nextInt(5) == 0 ? random.nextInt(256) : 0);
    }
    return RowFactory.create(values);
  }

  private Dataset<Row> table(String format, Path path) {
    if (format.equals("parquet")) {
      return session.read().parquet(path.toString());
    }
    StructType schema = new StructType().add(TableFiles.LABEL, DataTypes.IntegerType);
    for (int i = 0; i < TableFiles.FEATURES; i++) {
      schema = schema.add("f" + i, DataTypes.DoubleType);
    }
    return session.read().schema(schema).option("header", true).csv(path.toString());
  }
}
