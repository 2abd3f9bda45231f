package io.kindling.driver.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML 1.2 as settings that know their line. */
final class YamlTextTest {
  private static final String PLACE = "run.yaml";

  @ParameterizedTest
  @CsvSource({"5, 5", "-3, -3", "0x1F, 31", "1e3, 1000", "010, 10", "089, 89", "0o17, 15"})
  void aWholeNumberIsReadAsYamlWritesIt(String text, long number) {
    assertEquals(number, value(text).longNumber());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "1e-8, 1e-8", ".5, 0.5", "-2, -2", "+1.5E+2, 150"})
  void aNumberIsReadAsYamlWritesIt(String text, double number) {
    assertEquals(number, value(text).number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "'true'", "12 apples", "1_000"})
  void whatYamlOnePointTwoDoesNotKnowIsText(String text) {
    assertEquals(text.replace("'", ""), value(text).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "~", ""})
  void nothingIsAnEmptyMapping(String text) {
    value(text).fields().done();
  }

  @Test
  void aPlaceNamesFileLineAndKeys() {
    Setting root = read("a: 1\nb:\n  c:\n    - 1\n    - d: x\n");
    Setting d =
        root.fields().required("b").fields().required("c").elements().get(1).fields().required("d");
    assertEquals(PLACE + ":5: b.c[1].d", d.place());
  }

  @Test
  void thePlaceOfTheWholeIsTheFile() {
    assertEquals(PLACE + ":1", read("a: 1\n").place());
  }

  @Test
  void anAnchorMayBeUsedAgain() {
    Setting root = read("a: &x {b: 1}\nc: *x\n");
    assertEquals(1, root.fields().required("c").fields().required("b").wholeNumber());
  }

  /** Reading in small pieces would move all of a long value once for each. */
  @Test
  @Timeout(10)
  void aValueOfTenMegabytesIsRefusedAtOnce() {
    String message = refusal("a: " + "x".repeat(10_000_000) + "\n");
    assertTrue(message.startsWith(PLACE + ": invalid YAML: "), message);
    assertTrue(message.contains("exceeds the limit"), message);
  }

  /** Thirty lists of two of the one before: a billion texts. */
  @Test
  @Timeout(10)
  void aliasesOfAliasesAreBounded() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i <= 30; i++) {
      yaml.append("a%s: &a%s [*a%s, *a%s]\n".formatted(i, i, i - 1, i - 1));
    }
    String message = refusal(yaml.toString());
    assertEquals("found aliases for more than 10,000 values, expected fewer", behindPlace(message));
  }

  @Test
  void aFlatListOfAHundredAliasesIsRead() {
    Setting root = read("a: &x {b: 1}\nc: [" + "*x, ".repeat(100) + "]\n");
    assertEquals(100, root.fields().required("c").elements().size());
  }

  @Test
  void anAnchorWithinItselfIsRefused() {
    String message = refusal("a: &x [*x]\n");
    assertEquals(
        "found collections in collections, expected at most 50 levels of them",
        behindPlace(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  @Timeout(10)
  void deepNestingIsRefused(String open) {
    String message = refusal(open.repeat(100_000));
    assertEquals(
        PLACE + ":1: found collections in collections, expected at most 50 levels of them",
        message);
  }

  @Test
  void fiftyLevelsAreRead() {
    Setting inner = read("[".repeat(50) + "]".repeat(50));
    for (int level = 1; level < 50; level++) {
      inner = inner.elements().get(0);
    }
    assertEquals(List.of(), inner.elements());
  }

  @Test
  void aPlainFileMayBeLongerThanAliasesMay() {
    assertEquals(20_000, read("[" + "1, ".repeat(20_000) + "]").elements().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000000000000000000000000000000000000000000", "1e48"})
  void aNumberTooLargeForItsSettingIsToldInFewDigits(String number) {
    assertEquals(
        "--set a: found 1E+48, expected a whole number",
        assertThrows(InvalidInputException.class, () -> value(number).wholeNumber()).getMessage());
  }

  @Test
  void aNumberBeyondSixtyFourBitsIsANumberAndATextAsItWasWritten() {
    assertEquals(1e20, value("100000000000000000000").number());
    assertEquals("100000000000000000000", value("100000000000000000000").text());
  }

  @Test
  @Timeout(10)
  void aNumberOfAMillionDigitsIsRefusedInAShortLine() {
    String message =
        String.valueOf(
            assertThrows(
                    InvalidInputException.class, () -> value("9".repeat(1_000_000)).wholeNumber())
                .getMessage());
    assertTrue(message.length() < 120, message);
  }

  @Test
  void aLongKeyIsCutInPlaces() {
    Setting root = read("k".repeat(1_000) + ": {b: x}\n");
    Setting b = root.entriesByName().values().iterator().next().fields().required("b");
    assertEquals(PLACE + ":1: " + "k".repeat(59) + "….b", b.place());
  }

  private String behindPlace(String message) {
    return message.replaceAll("^.*?yaml:[0-9]+(: [^ ]*)?: ", "");
  }

  @ParameterizedTest
  @CsvSource({
    "!!java.lang.ProcessBuilder [ls], 'tag:yaml.org,2002:java.lang.ProcessBuilder'",
    "!!binary aGk=, 'tag:yaml.org,2002:binary'",
    "!own x, !own"
  })
  void aTagIsRefused(String value, String tag) {
    assertEquals(
        PLACE + ":1: a: found the tag '%s', expected a value without one".formatted(tag),
        refusal("a: " + value + "\n"));
  }

  static Stream<String> brokenYaml() {
    return Stream.of(
        "a: [1, 2\n",
        "a: {b: 1\n",
        "a: 'open\n",
        "\ta: 1\n",
        "a: 1\n b: 2\n",
        "a: *nothing\n",
        "a: 1\n---\nb: 2\n",
        "a: b: c\n",
        "a: \u0007\n",
        "%YAML 9.9\n---\na: 1\n");
  }

  @ParameterizedTest
  @MethodSource("brokenYaml")
  void brokenYamlIsRefusedInOneLine(String yaml) {
    String message = refusal(yaml);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(PLACE), message);
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() {
    assertEquals(
        PLACE + ":3: invalid YAML: expected ',' or '}', but got :",
        refusal("a: 1\nb: {c: 1\nd: 2\n"));
  }

  @Test
  void aKeyMayStandOnceOnly() {
    assertEquals(
        PLACE + ":3: a: found 'a' again, expected each key once", refusal("a: 1\nb: 2\na: 3\n"));
  }

  @Test
  void aNestedKeyMayStandOnceOnly() {
    assertEquals(
        PLACE + ":3: t.a: found 'a' again, expected each key once",
        refusal("t:\n  a: 1\n  a: 3\n"));
  }

  @Test
  void aKeyMustBeAName() {
    assertEquals(
        PLACE + ":1: found a key that is a collection, expected a name", refusal("[a, b]: 1\n"));
  }

  private static Setting value(String yaml) {
    return YamlText.readValue("--set a", yaml);
  }

  private static Setting read(String yaml) {
    return YamlText.read(PLACE, yaml);
  }

  private static String refusal(String yaml) {
    return String.valueOf(assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage());
  }
}
