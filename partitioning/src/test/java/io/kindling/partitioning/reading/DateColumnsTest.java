package io.kindling.partitioning.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of dates in tables. */
class DateColumnsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final Date DATES =
      new Date(List.of(DatePart.YEAR, DatePart.DAY_OF_WEEK, DatePart.HOUR), Date.ISO);

  @TempDir static Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {8, 1 << 20})
  void everyPartIsAColumnHoweverTheFileIsSplit(int splitBytes) {
    String path = write("a,when,b,y", "1,2025-03-01 10:15,2,0", "3,,4,1", "5,2024/02/29,6,2");
    try (ReadTable table = read(path, DATES, MissingMode.MEAN, splitBytes)) {
      assertEquals(
          List.of("a", "when.year", "when.day_of_week", "when.hour", "b"), table.columns().names());
      assertEquals(
          List.of(
              "[1.0, 2025.0, 6.0, 10.0, 2.0]",
              "[3.0, NaN, NaN, NaN, 4.0]",
              "[5.0, 2024.0, 4.0, 0.0, 6.0]"),
          table.kept().collect().stream().map(Arrays::toString).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaT", "NULL", "NA", "0000-00-00", "-"})
  void whatStandsForAMissingNumberStandsForAMissingDate(String nothing) {
    String path = write("when,y", "2025-03-01 10:15,0", nothing + ",1", "2024/02/29,2");
    try (ReadTable table = read(path, DATES, MissingMode.MEAN, 1 << 20)) {
      assertEquals(
          List.of("[2025.0, 6.0, 10.0]", "[NaN, NaN, NaN]", "[2024.0, 4.0, 0.0]"),
          table.kept().collect().stream().map(Arrays::toString).toList());
    }
    assertEquals(
        path + ":3: found no value in column 'when', expected a date",
        refusal(path, DATES, MissingMode.ERROR, 1 << 20).replaceAll("a date.*", "a date"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 1 << 20})
  void theFirstTextThatIsNoDateIsNamedWithItsLine(int splitBytes) {
    String path = write("when,y", "2025-03-01,0", "2025-02-30,1", "01/03/2025,2", "2025-03-02,3");
    assertEquals(
        path
            + ":3: found '2025-02-30' in column 'when', expected a date such as 2025-03-01 or"
            + " 2025-03-01T10:15:30; others by {date: {format: …}}",
        refusal(path, DATES, MissingMode.ERROR, splitBytes));
  }

  @Test
  void anotherTextThanThePatternSaysIsNamed() {
    String path = write("when,y", "01/03/2025,0", "2025-03-01,1");
    assertEquals(
        path + ":3: found '2025-03-01' in column 'when', expected a date as in 'dd/MM/yyyy'",
        refusal(path, new Date(List.of(DatePart.YEAR), "dd/MM/yyyy"), MissingMode.ERROR, 1 << 20));
  }

  @Test
  void aMissingDateIsAnErrorUnlessSomethingStandsForIt() {
    String path = write("when,y", "2025-03-01,0", ",1");
    assertEquals(
        path
            + ":3: found no value in column 'when', expected a date; data.missing: mean fills those"
            + " missing",
        refusal(path, DATES, MissingMode.ERROR, 1 << 20));
  }

  @Test
  void aColumnWithTheNameOfAPartIsRefused() {
    String path = write("when,when.year,y", "2025-03-01,2025,0");
    assertEquals(
        path + ": found column 'when.year', which is a part of 'when', too, expected another name",
        refusal(path, DATES, MissingMode.ERROR, 1 << 20));
  }

  @Test
  void manyDatesThatAreNotDeclaredAreToBe() {
    String path = write(days(51));
    assertEquals(
        path
            + ": found dates in column 'when', such as '2025-01-01', expected data.columns.when:"
            + " {date: {parts: [year, month, day_of_week, hour]}}, or ignore",
        assertThrows(
                InvalidInputException.class,
                () -> read(path, Map.of(), MissingMode.ERROR, 1 << 20).close())
            .getMessage());
  }

  @Test
  void manyTimesOfDayThatAreNotDeclaredAreToBe() {
    String path = write(times(51));
    assertEquals(
        path
            + ": found times of day in column 'when', such as '8:00', expected data.columns.when:"
            + " {date: {parts: [hour, minute], format: 'H:mm'}}, or ignore",
        assertThrows(
                InvalidInputException.class,
                () -> read(path, Map.of(), MissingMode.ERROR, 1 << 20).close())
            .getMessage());
  }

  @Test
  void aTimeOfDayThatIsNoneIsNamed() {
    String path = write("when,y", "9:30,0", "24:00,1");
    Date date = new Date(List.of(DatePart.HOUR, DatePart.MINUTE), "H:mm");
    assertEquals(
        path + ":3: found '24:00' in column 'when', expected a time of day as in 'H:mm'",
        refusal(path, date, MissingMode.ERROR, 1 << 20));
  }

  @Test
  void fewDatesAreCategories() {
    try (ReadTable table = read(write(days(50)), Map.of(), MissingMode.ERROR, 1 << 20)) {
      assertEquals(50, table.columns().features().get(0).width());
    }
  }

  private static String[] times(int count) {
    List<String> lines = new ArrayList<>(List.of("when,y"));
    for (int i = 0; i < count; i++) {
      lines.add("%s:%02d,%s".formatted(8 + i / 60, i % 60, i % 2));
    }
    return lines.toArray(String[]::new);
  }

  private static String[] days(int count) {
    List<String> lines = new ArrayList<>(List.of("when,y"));
    for (int i = 0; i < count; i++) {
      lines.add(LocalDate.of(2025, 1, 1).plusDays(i) + "," + i);
    }
    return lines.toArray(String[]::new);
  }

  private static String write(String... lines) {
    return CsvFiles.write(folder, "dates.csv", lines);
  }

  private static String refusal(String path, Date date, MissingMode missing, int splitBytes) {
    return String.valueOf(
        assertThrows(
                InvalidInputException.class, () -> read(path, date, missing, splitBytes).close())
            .getMessage());
  }

  private static ReadTable read(String path, Date date, MissingMode missing, int splitBytes) {
    return read(path, Map.of("when", date), missing, splitBytes);
  }

  private static ReadTable read(
      String path, Map<String, ColumnKind> kinds, MissingMode missing, int splitBytes) {
    return CsvFiles.readInSplits(
        SPARK.context(),
        new CsvSource(path).labelled("y"),
        new FeatureColumns(kinds, missing),
        splitBytes);
  }
}
