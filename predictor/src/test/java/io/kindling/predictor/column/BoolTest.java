package io.kindling.predictor.column;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoolTest {
  @ParameterizedTest
  @CsvSource({
    "true|FALSE, true, 1 0",
    "Yes|no|NO, true, 1 0 0",
    "Y|n, true, 1 0",
    "T|F, true, 1 0",
    "on|Off, true, 1 0",
    "yes|n, false, 1 0",
    "t|n, false, 1 0",
    "yes|maybe, false, 1 NaN",
    "yes |no, false, NaN 0"
  })
  void truthsAreOfOneSpellingInAnyCase(String texts, boolean truths, String numbers) {
    List<String> all = List.of(texts.split("\\|"));
    assertEquals(truths, Bool.areTruths(new TreeSet<>(all)));
    assertEquals(
        numbers.replaceAll("\\b([01])\\b", "$1.0"),
        String.join(" ", all.stream().map(text -> Double.toString(Bool.number(text))).toList()));
  }
}
