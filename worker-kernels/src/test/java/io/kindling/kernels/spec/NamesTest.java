package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @Test
  void fewNamesAreAllShownInTheirOrder() {
    assertEquals("b, a, c", Names.shortened(List.of("b", "a", "c")));
  }

  @Test
  void fortyNamesAreShownAndFortyOneAreNot() {
    assertTrue(Names.shortened(numbered(40)).endsWith(", f38, f39"));
    assertEquals(
        "f0, f1, f2, f3, f4, f5, f6, f7, f8, f9 … and 31 more", Names.shortened(numbered(41)));
  }

  @Test
  void ofManyNamesTheRestIsCounted() {
    assertEquals(
        "f0, f1, f2, f3, f4, f5, f6, f7, f8, f9 … and 19,990 more",
        Names.shortened(numbered(20_000)));
  }

  @Test
  void ofThingsThatTakeSomeWordsFiveAreTold() {
    assertEquals("", Names.few(List.of()));
    assertEquals("a, b", Names.few(List.of("a", "b")));
    assertEquals("f0, f1, f2, f3, f4", Names.few(numbered(5)));
    assertEquals("f0, f1, f2, f3, f4 and 2 more", Names.few(numbered(7)));
  }

  @Test
  void aLongNameIsCut() {
    assertEquals("x".repeat(59) + "…, b", Names.shortened(List.of("x".repeat(1_000_000), "b")));
  }

  @Test
  void aNameOfSixtyCharactersIsNotCut() {
    assertEquals("x".repeat(60), Names.shortened("x".repeat(60)));
    assertEquals("x".repeat(59) + "…", Names.shortened("x".repeat(61)));
  }

  @Test
  void aNameIsNotCutWithinACharacter() {
    assertEquals("😀".repeat(59) + "…", Names.shortened("😀".repeat(61)));
  }

  @Test
  void oneThingIsNoPlural() {
    assertEquals("1 shard", Names.count(1, "shard"));
    assertEquals("0 shards", Names.count(0, "shard"));
    assertEquals("1,024 rows", Names.count(1024, "row"));
  }

  @Test
  void countsHaveAsciiDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("19,997", Names.count(19_997));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void amongManyNamesTheNearestIsToldAndTheRestCounted() {
    assertEquals(
        "'f19999' (nearest), of 20,000: f0, f1, f10, f100, f1000, f10000, f10001, f10002, f10003,"
            + " f10004 … and 19,990 more",
        Suggestion.expectedInsteadOf("f19999x", numbered(20_000)));
  }

  @Test
  void whereAllNamesAreShownTheyAreNotCounted() {
    assertTrue(Suggestion.expectedInsteadOf("temperature", numbered(40)).startsWith("one of: f0,"));
  }

  @Test
  void whereNoneOfManyNamesIsNearTheyAreCounted() {
    assertEquals(
        "one of 41: f0, f1, f10, f11, f12, f13, f14, f15, f16, f17 … and 31 more",
        Suggestion.expectedInsteadOf("temperature", numbered(41)));
  }

  @Test
  void aMappingOfManyKeysIsDescribedInALineThatCanBeRead() {
    Setting mapping =
        Setting.of("a", numbered(20_000).stream().collect(Collectors.toMap(key -> key, key -> 1)));
    String message = String.valueOf(mapping.wrong("a list").getMessage());
    assertTrue(message.contains("and 19,990 more, expected a list"), message);
    assertTrue(message.length() < 200, message);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000000000000000000000000000000000000000000, 1E+48",
    "-123456789012345678901234567890, about -1.23457E+29",
    "0.123456789012345678901234567890, about 0.123457"
  })
  void aNumberOfManyDigitsIsRoundedWhereItIsWrong(String number, String shown) {
    String message = "a: found " + shown + ", expected a name";
    assertEquals(message, Setting.scalar("a", number).wrong("a name").getMessage());
    assertEquals(message, Setting.scalar("a", new BigDecimal(number)).wrong("a name").getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "12345678901234567890, 12345678901234567890",
    "123456789012345678901, about 1.23457E+20"
  })
  void aNumberOfTwentyDigitsIsShownAsItIs(String number, String shown) {
    assertEquals(
        "a: found " + shown + ", expected a name",
        Setting.scalar("a", new BigDecimal(number)).wrong("a name").getMessage());
  }

  @Test
  void aLongTextIsCutWhereItIsWrong() {
    assertEquals(
        "a: found '" + "x".repeat(59) + "…', expected a number",
        Setting.scalar("a", "x".repeat(1000)).wrong("a number").getMessage());
  }

  @Test
  void aLongUnknownKeyIsCut() {
    Fields fields = Setting.of("a", Map.of("x".repeat(100_000), 1)).fields();
    fields.optional("units");
    assertEquals(
        "a."
            + "x".repeat(59)
            + "…: found unknown key '"
            + "x".repeat(59)
            + "…', expected one of: units",
        assertThrows(InvalidInputException.class, fields::done).getMessage());
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
  }
}
