package io.kindling.predictor.column;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateGuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      value = {
        "2024-03-14|2024-12-30; iso",
        "2024-03-14 10:15:00+0100|2024-12-30T23:59; iso",
        "14/03/2024|2/4/2024; d/M/yyyy",
        "3/14/2024 1:05 pm|12/1/2024 11:00 AM; M/d/yyyy h:mm a",
        "3/4/2024|12/1/2024; d/M/yyyy M/d/yyyy",
        "14.3.2024 07:30|1.12.2024 23:59; d.M.yyyy H:mm",
        "14-Mar-24|1-dec-24; d-MMM-yy",
        "Mar 14, 2024|Dec 1, 2024; MMM d, yyyy",
        "2024/3/14|2024/12/1; yyyy/M/d",
        "14/03/2024|tomorrow; ''",
        "10.0.0.1|192.168.0.17; ''",
        "1-800-555|1-900-12; ''",
        "red|blue; ''",
        "9:30|17:05; H:mm",
        "9:30:00|17:05:59; H:mm:ss",
        "9:30 AM|12:05 pm; h:mm a",
        "3/14/2024 1:05PM|12/1/2024 11:00am; M/d/yyyy h:mma",
        "9:30|25:05; ''",
        "1:2|3:4; ''",
        "31/31/2024|1/1/2024; ''"
      })
  void theFormatsAreThoseByWhichAllTextsAreDates(String texts, String formats) {
    assertEquals(
        formats,
        DateGuess.of(List.of(texts.split("\\|")))
            .map(guess -> String.join(" ", guess.formats()))
            .orElse(""));
  }
}
