package io.kindling.predictor.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How dates are declared and read. */
class DateTest {
  private static final Date DEFAULT =
      new Date(
          List.of(DatePart.YEAR, DatePart.MONTH, DatePart.DAY_OF_WEEK, DatePart.HOUR), Date.ISO);

  @ParameterizedTest
  @CsvSource({
    "iso, 2024-12-30, 2024 12 30 365 1 1 0 0 0",
    "iso, 2024/12/30, 2024 12 30 365 1 1 0 0 0",
    "iso, 2024-12-30T23:59, 2024 12 30 365 1 1 23 59 0",
    "iso, 2024-12-30 23:59:01, 2024 12 30 365 1 1 23 59 1",
    "iso, 2024/12/30 23:59:01.25, 2024 12 30 365 1 1 23 59 1",
    "iso, 2024-12-30T23:59:01Z, 2024 12 30 365 1 1 23 59 1",
    "iso, 2024-12-30T23:59:01.125+05:30, 2024 12 30 365 1 1 23 59 1",
    "iso, 2024-12-30 23:59:01-08:00, 2024 12 30 365 1 1 23 59 1",
    "dd/MM/yyyy, 03/02/2025, 2025 2 3 34 6 1 0 0 0",
    "MMM d uu h:mm a, feb 3 25 1:05 pm, 2025 2 3 34 6 1 13 5 0"
  })
  void thePartsAreThoseThatAreWritten(String format, String text, String parts) {
    var time = Objects.requireNonNull(DateFormat.of(format).read(text), text);
    assertEquals(
        parts,
        String.join(
            " ",
            Arrays.stream(DatePart.values())
                .map(part -> Integer.toString(part.of(time)))
                .toList()));
  }

  @ParameterizedTest
  @CsvSource({"H:mm, 9:05, 9 5 0", "h:mm:ss a, 9:05:59 pm, 21 5 59", "HHmm, 2359, 23 59 0"})
  void timesOfDayNeedNoDate(String format, String text, String parts) {
    var time = Objects.requireNonNull(DateFormat.of(format).read(text), text);
    assertEquals(parts, time.getHour() + " " + time.getMinute() + " " + DatePart.SECOND.of(time));
  }

  @Test
  void partsOfTheDayNeedNoHour() {
    assertEquals("d.M.yyyy h:mm", new Date(List.of(DatePart.MONTH), "d.M.yyyy h:mm").format());
  }

  @ParameterizedTest
  @CsvSource({"H:mm, 24:00", "H:mm, 9:60", "H:mm, 9", "h:mm a, 13:00 pm"})
  void aTimeThatIsNotIsNone(String format, String text) {
    assertNull(DateFormat.of(format).read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024",
        "30/12/2024",
        "2023-02-29",
        "2024-13-01",
        "2024-12-30T",
        "2024-12-30T24:00",
        "2024-12-30  10:00",
        "2024-1-3",
        "20241230",
        "now"
      })
  void otherTextsAreNone(String text) {
    assertNull(DateFormat.of(Date.ISO).read(text));
  }

  @Test
  void aPatternTakesNoDayThatIsNot() {
    assertNull(DateFormat.of("dd/MM/yyyy").read("30/02/2024"));
  }

  @Test
  void theDefaultsAreDeclaredByTheNameAlone() {
    assertEquals(DEFAULT, ColumnKind.CATALOGUE.read(Setting.scalar("when", "date")));
  }

  @Test
  void aDateIsReadAsItIsWritten() {
    Date date = new Date(List.of(DatePart.WEEK, DatePart.DAY_OF_YEAR), "dd.MM.yyyy");
    Object written = ColumnKind.CATALOGUE.write(date);
    assertEquals(
        Map.of("date", Map.of("parts", List.of("week", "day_of_year"), "format", "dd.MM.yyyy")),
        written);
    assertEquals(date, ColumnKind.CATALOGUE.read(Setting.of("when", written)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yaer | iso | when.date.parts[0]: found 'yaer', expected 'year' (nearest), of: day,"
            + " day_of_week, day_of_year, hour, minute, month, second, week, year",
        "year | HH:mm | when.date: Date part year needs a format with year, month and day, got"
            + " 'HH:mm'",
        "hour | mm:ss | when.date: Date format must have year, month and day, or else the hour of"
            + " the day, got 'mm:ss'",
        "hour | EEE HH:mm | when.date: Date format must have year, month and day, or else the hour"
            + " of the day, got 'EEE HH:mm'",
        "year | dmy! | when.date: Date format must be 'iso' or a pattern such as 'dd/MM/yyyy', got"
            + " 'dmy!'",
        "year | d.M. | when.date: Date format must have year, month and day, or else the hour of"
            + " the day, got 'd.M.'",
        "hour | d.M.yyyy h:mm | when.date: Date part hour needs a format with the hour as 'H', or"
            + " 'h' and 'a', got 'd.M.yyyy h:mm'",
        "year | b | when.date: Date format must be 'iso' or a pattern such as 'dd/MM/yyyy', got 'b'"
      })
  void whatIsWrongIsSaid(String part, String format, String message) {
    assertEquals(message, refusal(Map.of("parts", List.of(part), "format", format)));
  }

  @Test
  void partsAreAtLeastOneEachOnce() {
    assertEquals(
        "when.date: Date parts must be at least one, each once, got [year, year]",
        refusal(Map.of("parts", List.of("year", "year"))));
    assertEquals(
        "when.date: Date parts must be at least one, each once, got []",
        refusal(Map.of("parts", List.of())));
  }

  private static String refusal(Map<String, Object> arguments) {
    Setting setting = Setting.of("when", Map.of("date", arguments));
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> ColumnKind.CATALOGUE.read(setting))
            .getMessage());
  }
}
