package io.kindling.predictor.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "-1.5, -1.5",
    "\u22121.5, -1.5",
    "2e\u20113, 0.002",
    "\uFF0B7, 7",
    "1\u22122, NaN",
    "\u2212, NaN",
    "1f, NaN",
    "0x10, NaN",
    "1e39, Infinity"
  })
  void aTextIsTheNumberThatItIsToAPerson(String text, double number) {
    assertEquals(number, NumberText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740992, false",
    "9007199254740993, true",
    "-9007199254740993, true",
    "9007199254740994, false",
    "900719925474099, false",
    "1234567890123456789.5, false",
    "18446744073709551616, false"
  })
  void whetherDigitsAreLostIsToldExactly(String text, boolean loses) {
    assertEquals(loses, NumberText.losesDigits(text));
  }

  @Test
  void aNumberBeyondAllDoublesLosesItsDigits() {
    assertTrue(NumberText.losesDigits("9".repeat(400)));
    assertTrue(NumberText.losesDigits("-1" + "0".repeat(309)));
    assertFalse(NumberText.losesDigits("1" + "0".repeat(22)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "NA", "n.a.", "(null)", "\\N", "#DIV/0!", "missing", "\u2014", "*", "..", ":", "NaT",
        "#NV", "#WERT!", "#NAME?"
      })
  void whatStandsForAMissingNumberIsNoText(String text) {
    assertEquals(true, CellRules.NONE.isMissing(text, CellType.NUMBER));
    assertEquals(text.isEmpty(), CellRules.NONE.isMissing(text, CellType.TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "#7", "why?", "....", "#DIV/0! of all"})
  void otherTextsStandForNoMissingNumber(String text) {
    assertEquals(false, CellRules.NONE.isMissing(text, CellType.NUMBER));
  }
}
