package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * How long the arrays of an ORC file are. Its reader makes room for as many values as the lengths
 * of a batch add up to, before it looks whether there are any; so the lengths, which are stored
 * apart from the values, are looked at first, without room for a single value.
 */
final class OrcArrays {
  /** The most values of an array. */
  static final int LONGEST = 1 << 22;

  private static final int MOST_OF_BATCH = 1 << 21;
  private static final int MOST_ROWS = 4096; // Spark's own default
  private static final int LOOKED_AT = 1024; // rows at once

  private OrcArrays() {}

  /** How many rows Spark may read at once, so that a column's arrays take a bounded room. */
  static int rowsOfBatch(long longest) {
    return (int) Math.max(1, Math.min(MOST_ROWS, MOST_OF_BATCH / Math.max(1, longest)));
  }

  /**
   * The length of the longest array of all files; 0 where there is none.
   *
   * @param columns that are arrays, or vectors, which have arrays in them
   * @throws InvalidInputException when one has more values than any may have, or cannot be read
   */
  static long longest(JavaSparkContext context, List<ListedFile> files, List<String> columns) {
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    try {
      List<String> paths = files.stream().map(file -> file.status().getPath().toString()).toList();
      List<String> names = List.copyOf(columns);
      List<Object> found =
          context
              .parallelize(paths, Math.min(paths.size(), 4 * context.defaultParallelism()))
              .map(path -> look(hadoop.value().value(), path, names))
              .collect();
      long longest = 0;
      for (int i = 0; i < files.size(); i++) {
        String place = UserPath.shown(files.get(i).status().getPath());
        if (found.get(i) instanceof String problem) {
          throw InvalidInputException.at(place, problem, SqlProblem.EXPECTED);
        }
        long ofFile = (Long) found.get(i);
        if (ofFile > LONGEST) {
          throw InvalidInputException.at(
              place,
              "an array of %s values".formatted(ofFile),
              "at most %s in each".formatted(LONGEST));
        }
        longest = Math.max(longest, ofFile);
      }
      return longest;
    } finally {
      hadoop.destroy();
    }
  }

  /** The length, or what is found instead of a file that can be read. */
  private static Object look(Configuration configuration, String path, List<String> columns) {
    try {
      return longest(configuration, new Path(path), columns);
    } catch (IOException | RuntimeException e) {
      String problem = SqlProblem.lasting(e);
      if (problem != null) {
        return problem;
      }
      throw e instanceof RuntimeException other
          ? other
          : new UncheckedIOException(path, new IOException(e));
    }
  }

  private static long longest(Configuration configuration, Path file, List<String> columns)
      throws IOException {
    try (Reader reader = OrcFile.createReader(file, OrcFile.readerOptions(configuration))) {
      TypeDescription schema = reader.getSchema();
      boolean[] lengths = new boolean[schema.getMaximumId() + 1];
      lengths[schema.getId()] = true;
      for (String column : columns) {
        include(schema.getChildren().get(schema.getFieldNames().indexOf(column)), lengths);
      }
      VectorizedRowBatch batch = schema.createRowBatch(LOOKED_AT);
      for (ColumnVector vector : batch.cols) {
        takeNoValues(vector);
      }
      long longest = 0;
      try (RecordReader rows = reader.rows(reader.options().include(lengths))) {
        while (rows.nextBatch(batch)) {
          for (String column : columns) {
            ColumnVector vector = batch.cols[schema.getFieldNames().indexOf(column)];
            longest = Math.max(longest, longest(vector, batch.size));
          }
        }
      }
      return longest;
    }
  }

  /** Arrays without their values, also those in a vector. */
  private static void include(TypeDescription type, boolean[] included) {
    included[type.getId()] = true;
    if (type.getCategory() == TypeDescription.Category.STRUCT) {
      type.getChildren().stream()
          .filter(child -> child.getCategory() == TypeDescription.Category.LIST)
          .forEach(child -> included[child.getId()] = true);
    }
  }

  private static void takeNoValues(ColumnVector vector) {
    if (vector instanceof ListColumnVector list) {
      list.child = new NoValues();
    } else if (vector instanceof StructColumnVector struct) {
      for (ColumnVector field : struct.fields) {
        takeNoValues(field);
      }
    }
  }

  private static long longest(ColumnVector vector, int rows) {
    long longest = 0;
    if (vector instanceof StructColumnVector struct) {
      for (ColumnVector field : struct.fields) {
        longest = Math.max(longest, longest(field, rows));
      }
    } else if (vector instanceof ListColumnVector list) {
      for (int row = 0; row < rows; row++) {
        int at = list.isRepeating ? 0 : row;
        if (list.noNulls || !list.isNull[at]) {
          // Of a length below 0 nothing is made either.
          longest = Math.max(longest, Math.abs(Math.max(list.lengths[at], Long.MIN_VALUE + 1)));
        }
      }
    }
    return longest;
  }

  /** Where values would go; there is none. */
  private static final class NoValues extends ColumnVector {
    NoValues() {
      super(Type.NONE, 1);
    }

    @Override
    public void ensureSize(int size, boolean preserveData) {}

    @Override
    public void flatten(boolean selectedInUse, int[] selected, int size) {}

    @Override
    public void setElement(int to, int from, ColumnVector vector) {}

    @Override
    public void copySelected(
        boolean selectedInUse, int[] selected, int size, ColumnVector output) {}

    @Override
    public void stringifyValue(StringBuilder buffer, int row) {}

    @Override
    public void shallowCopyTo(ColumnVector other) {}
  }
}
