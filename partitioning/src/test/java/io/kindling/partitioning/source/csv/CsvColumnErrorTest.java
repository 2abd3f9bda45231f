package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.MissingMode;
import io.kindling.partitioning.column.Numeric;
import io.kindling.partitioning.column.OneHot;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.source.CategoryScan;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found wrong with targets, weights and kinds of columns. */
class CsvColumnErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final FeatureColumns MEAN = new FeatureColumns(Map.of(), MissingMode.MEAN);

  @TempDir private Path folder;

  /** Lines of a file with the targets y and z and the weight w; FILE stands for its path. */
  static Stream<Arguments> badRows() {
    return Stream.of(
        arguments(
            "x,y,z,w/1,0,1,-1", "FILE:2: found weight -1, expected a finite number of at least 0"),
        arguments(
            "x,y,z,w/1,0,1,1/1,0,1,NaN", "FILE:3: found 'NaN' in column 'w', expected a number"),
        arguments(
            "x,y,z,w/1,0,1,1e39",
            "FILE:2: found '1e39' in column 'w', expected a number from -3.4e38 to 3.4e38"),
        arguments("x,y,z,w/1,0,1,many", "FILE:2: found 'many' in column 'w', expected a number"),
        arguments("x,y,z,w/1,0,1,", "FILE:2: found '' in column 'w', expected a number"),
        arguments(
            "x,y,z,w/1,0,1,0/1,0,1,0",
            "FILE: found a weight of 0 in every row, expected one above 0 in at least 1"),
        arguments(
            "x,y,z,w/1,0,3,1", "FILE:2: found label 3 in column 'z', expected a class from 0 to 2"),
        arguments(
            "z,x,y,w/3,1,4,1", "FILE:2: found label 4 in column 'y', expected a class from 0 to 2"),
        arguments("x,y,z,w/1,0,,1", "FILE:2: found '' in column 'z', expected a number"),
        arguments(
            "x,y,z,w/Infinity,0,1,1", "FILE:2: found 'Infinity' in column 'x', expected a number"),
        arguments("x,y,z/1,0,1", "FILE:1: found columns x, y, z, expected 'w' among them"),
        arguments("x,y,w/1,0,1", "FILE:1: found columns x, y, w, expected 'z' among them"),
        arguments("w,y,z/1,0,1", "FILE:1: found columns w, y, z, expected at least one feature"));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void aBadRowIsNamed(String lines, String message) {
    String path = write(folder, "a.csv", lines.split("/"));
    CsvSource source = new CsvSource(path, "y", "z").weighted("w");
    assertEquals(
        message.replace("FILE", path),
        errorOf(() -> RowScan.count(source.open(SPARK.context(), MEAN), new TargetRange(2, 3))));
  }

  @Test
  void aColumnIsNotLabelAndWeight() {
    CsvSource source = new CsvSource("a.csv", "y");
    var error = assertThrows(IllegalArgumentException.class, () -> source.weighted("y").path());
    assertEquals("A column must be label or weight once, got 'y' twice", error.getMessage());
  }

  static Stream<Arguments> badColumns() {
    return Stream.of(
        arguments(
            "color",
            "data.columns.color: found 'color', which is not a feature of FILE, expected 'colour'"
                + " (nearest), of: colour, x"),
        arguments(
            "y",
            "data.columns.y: found the label, which is not a feature of FILE, expected 'x' (nearest),"
                + " of: colour, x"),
        arguments(
            "w",
            "data.columns.w: found 'w', which is not a feature of FILE, expected 'x' (nearest), of:"
                + " colour, x"));
  }

  @ParameterizedTest
  @MethodSource("badColumns")
  void aColumnThatIsNoFeatureIsRefused(String name, String message) {
    String path = write(folder, "a.csv", "x,colour,y,w", "1,red,0,1");
    FeatureColumns columns = columns(name);
    SourceTable table = new CsvSource(path, "y").weighted("w").open(SPARK.context(), columns);
    assertEquals(
        message.replace("FILE", path), errorOf(() -> columns.check(table.name(), table.columns())));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aRowWithAnotherNumberOfLabelsThanDeclaredIsNamed(int labels) {
    SourceTable table =
        new SourceTable(
            "x",
            Shape.vector(1),
            Storage.FLOAT32,
            SPARK
                .context()
                .parallelize(List.of(2, 2, labels), 1)
                .map(count -> SourceRow.of("x", count, new double[1], new float[count])),
            (unit, row) -> unit + ", row " + row,
            TableColumns.nameless(MissingMode.ERROR, "y", "z"));
    assertEquals(
        "x, row %d: found %d labels, expected 2 as the table declares".formatted(labels, labels),
        errorOf(() -> RowScan.count(table, TargetRange.numbers(2))));
  }

  @Test
  void columnsOfAnotherTableAreNamedAsLongAsTheyAreFew() {
    assertEquals(
        "b.csv: found columns x, z, expected x, y as in a.csv",
        errorOf(() -> features("x", "z").requireNames("b.csv", List.of("x", "y"), " as in a.csv")));
  }

  @Test
  void amongManyColumnsTheFirstThatDiffersIsNamed() {
    List<String> names = IntStream.range(0, 20_000).mapToObj(i -> "f" + i).toList();
    List<String> others = new ArrayList<>(names);
    others.set(17_000, "g");
    TableColumns columns = features(others.toArray(String[]::new));
    columns.requireNames("b.csv", others, "");
    assertEquals(
        "b.csv: found 'g' as feature 17001, expected 'f17000', as the model takes",
        errorOf(() -> columns.requireNames("b.csv", names, ", as the model takes")));
  }

  private static TableColumns features(String... names) {
    List<Column> columns = Stream.of(names).map(name -> new Column(name, new Numeric())).toList();
    return new TableColumns(columns, List.of(), false, MissingMode.ERROR);
  }

  @Test
  void featuresWithoutNamesHaveNoColumns() {
    SourceTable table =
        new SourceTable(
            "x.idx",
            Shape.vector(1),
            Storage.UINT8,
            SPARK.context().emptyRDD(),
            (unit, row) -> unit,
            TableColumns.nameless(MissingMode.ERROR, "label"));
    assertEquals(
        "data.columns.x: found 'x', which is not a feature of x.idx, expected no columns, since these"
            + " features have no names",
        errorOf(() -> columns("x").check(table.name(), table.columns())));
  }

  @Test
  void tooManyCategoriesAreRefused() {
    int most = OneHot.MOST_CATEGORIES;
    assertEquals(most, categories(most).columns().features().get(0).width());
    assertEquals(
        "data.columns.colour: found more than 10000 categories in %s, expected at most so many, or"
                .formatted(folder.resolve("a.csv"))
            + " {hash: {buckets: …}}, which takes any number",
        errorOf(() -> categories(most + 1)));
  }

  @Test
  void aColumnWithoutACategoryIsRefused() {
    String path = write(folder, "a.csv", "colour,y", ",0", ",1");
    assertEquals(
        "data.columns.colour: found no value in " + path + ", expected at least 1 to be a category",
        errorOf(
            () ->
                CategoryScan.fit(
                    new CsvSource(path, "y").open(SPARK.context(), columns("colour")))));
  }

  @Test
  void rowsThatCannotBeReadAreLeftToTheScan() {
    String path = write(folder, "a.csv", "colour,x,y", "red,1,0", "blue,much,1");
    SourceTable table =
        CategoryScan.fit(new CsvSource(path, "y").open(SPARK.context(), columns("colour")));
    assertEquals(List.of("red"), table.columns().features().get(0).categories());
    assertEquals(
        path + ":3: found 'much' in column 'x', expected a number",
        errorOf(() -> RowScan.count(table, null)));
  }

  private SourceTable categories(int count) {
    String[] lines =
        Stream.concat(
                Stream.of("colour,y"), IntStream.range(0, count).mapToObj(i -> "c" + i + ",0"))
            .toArray(String[]::new);
    String path = write(folder, "a.csv", lines);
    return CategoryScan.fit(new CsvSource(path, "y").open(SPARK.context(), columns("colour")));
  }

  private static FeatureColumns columns(String name) {
    return new FeatureColumns(Map.of(name, new OneHot()), MissingMode.ERROR);
  }

  private static String errorOf(Executable work) {
    return String.valueOf(assertThrows(InvalidInputException.class, work).getMessage());
  }
}
