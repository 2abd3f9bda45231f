package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.table.CellType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of categories that a model does not know, and of numbers that are missing. */
class UnknownValuesTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final FeatureColumns MEAN = new FeatureColumns(Map.of(), MissingMode.MEAN);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {16, 100, 1 << 20})
  void theCountAndTheFirstRowAreTheSameForAnySplits(int bytes) {
    StringBuilder rows = new StringBuilder("colour,size,y\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i < 90 ? "red" : i % 2 == 0 ? "m" + i : "blue").append(',');
      rows.append(i % 50 == 49 ? "NA" : "7").append(",0\n");
    }
    CsvFiles.writeText(folder, "b.csv", rows.toString());
    CsvFiles.write(folder, "c.csv", "colour,size,y", "mauve,,0");
    KnownFeatures known = known(colours(), new Column("size", new Numeric()));
    Configuration configuration = SPARK.context().hadoopConfiguration();
    configuration.setInt(CsvFiles.SPLIT_BYTES, bytes);
    try (ReadTable table = read(folder.toString(), MEAN, known)) {
      String file = folder.resolve("b.csv").toString();
      assertEquals(
          List.of(
              "column 'colour' has a category that the model does not know in 56 of 201 rows, first"
                  + " 'm90' at %s:92; it counts as none".formatted(file),
              "column 'size' has no value in 5 of 201 rows, first at %s:51; missing: mean stands for"
                      .formatted(file)
                  + " it"),
          table.unknownValues());
    } finally {
      configuration.unset(CsvFiles.SPLIT_BYTES);
    }
  }

  @Test
  void whatIsKnownOrHasAnInputOfItsOwnIsNotTold() {
    String path =
        CsvFiles.write(
            folder, "a.csv", "colour,sure,code,y", "red,TRUE,new,0", ",False,,0", "blue,true,x,1");
    KnownFeatures known =
        known(
            colours(),
            new Column("sure", new OneHot(), List.of("false", "true")),
            new Column("code", new Hash(4)));
    try (ReadTable table = read(path, MEAN, known)) {
      assertEquals(List.of(), table.unknownValues());
    }
  }

  @Test
  void datesOfSeveralPartsAreToldOnce() {
    String path = CsvFiles.write(folder, "a.csv", "day,y", "2024-01-01,0", ",1", "2024-01-03,1");
    FeatureColumns dates =
        new FeatureColumns(
            Map.of("day", new Date(List.of(DatePart.YEAR, DatePart.DAY), Date.ISO)),
            MissingMode.ZERO);
    try (ReadTable table = read(path, dates, KnownFeatures.NOTHING)) {
      assertEquals(
          List.of(
              "column 'day' has no value in 1 of 3 rows, first at %s:3; missing: zero stands for it"
                  .formatted(path)),
          table.unknownValues());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"VECTOR", "SPARSE"})
  void gapsInVectorsAreTold(CellType type) {
    double gap = Double.NaN;
    double[][] rows = {{1, 0, 2}, {gap, 1, gap}, {1, 0, 2}, {0, gap, 0}, {0, 0, 1.5}};
    List<MemoryRow> kept = Stream.of(rows).map(row -> MemoryRow.of(row, 1)).toList();
    for (int partitions : new int[] {1, 2, 5}) {
      JavaRDD<MemoryRow> rdd = SPARK.context().parallelize(kept, partitions);
      RowSource source = new MemorySource("the rows", Shape.vector(3), type, rdd, "y");
      try (ReadTable table = TableReader.read(SPARK.context(), source, MEAN, Use.LABELLED)) {
        List<String> line =
            List.of(
                "column 'features' has NaN in 2 of 5 rows, first as feature 0 at row %s; missing:"
                        .formatted(partitions == 5 ? 0 : 1)
                    + " mean stands for it");
        assertEquals(line, table.unknownValues());
        assertEquals(line, table.trainingNotes());
      }
    }
  }

  @Test
  void ofManyColumnsTheOthersAreCounted() {
    List<Column> columns = IntStream.range(0, 8).mapToObj(i -> colours("c" + i)).toList();
    String path =
        CsvFiles.write(
            folder, "a.csv", "c0,c1,c2,c3,c4,c5,c6,c7,y", "a,a,a,a,a,a,a,a,0", "b,b,b,b,b,b,b,b,1");
    try (ReadTable table = read(path, MEAN, new KnownFeatures(columns, Optional.empty()))) {
      assertEquals(6, table.unknownValues().size());
      assertEquals(
          "3 more columns have categories that the model does not know",
          table.unknownValues().get(5));
    }
  }

  private static Column colours() {
    return colours("colour");
  }

  private static Column colours(String name) {
    return new Column(name, new OneHot(), List.of("blue", "red"));
  }

  private static KnownFeatures known(Column... columns) {
    return new KnownFeatures(List.of(columns), Optional.empty());
  }

  private static ReadTable read(String path, FeatureColumns declared, KnownFeatures known) {
    RowSource source = new CsvSource(path).labelled("y");
    return TableReader.read(SPARK.context(), source, declared, Use.LABELLED, known);
  }
}
