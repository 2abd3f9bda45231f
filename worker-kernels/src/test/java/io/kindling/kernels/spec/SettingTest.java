package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  @Test
  void placesFollowTheKeys() {
    Setting setting = Setting.of("a.yaml", Map.of("network", List.of("relu", Map.of("units", 3))));

    Setting second = setting.fields().required("network").elements().get(1);

    assertEquals("a.yaml.network[1].units", second.fields().required("units").place());
  }

  @Test
  void onOneLineASettingReadsAsAPersonWouldWriteIt() {
    Map<String, Object> network = new TreeMap<>();
    network.put("bias", true);
    network.put("units", List.of(3, 4.5, "relu"));
    network.put("within", Map.of("none", List.of()));

    assertEquals(
        "{bias: true, units: [3, 4.5, relu], within: {none: []}}",
        Setting.of("a.yaml", network).inline());
  }

  @Test
  void theEntriesOfAMappingWithFreeKeysKeepTheirOrder() {
    Setting setting = Setting.of("x", new TreeMap<>(Map.of("b", 1, "a", 2, "c", 3)));

    assertEquals(List.of("a", "b", "c"), List.copyOf(setting.entriesByName().keySet()));
    assertEquals(2, Objects.requireNonNull(setting.entriesByName().get("a")).wholeNumber());
    assertWrong(
        "x: found 2.5, expected a mapping of names to values", scalar(2.5), Setting::entriesByName);
  }

  @Test
  void onlyNumbersAreNumbers() {
    assertTrue(scalar(2.5).isNumber());
    assertFalse(scalar("2.5").isNumber());
    assertFalse(scalar(true).isNumber());
  }

  @Test
  void wholeNumbersAreRead() {
    assertEquals(-3, scalar(-3).wholeNumber());
  }

  @Test
  void aNumberWithoutFractionIsWhole() {
    assertEquals(100, scalar(1e2).wholeNumber());
  }

  @Test
  void largeWholeNumbersAreReadExactly() {
    assertEquals(Long.MAX_VALUE, scalar(Long.MAX_VALUE).longNumber());
  }

  @Test
  void aFractionIsNotWhole() {
    assertWrong("x: found 2.5, expected a whole number", scalar(2.5), Setting::wholeNumber);
  }

  @Test
  void textIsNotANumber() {
    assertWrong("x: found 'ten', expected a whole number", scalar("ten"), Setting::wholeNumber);
    assertWrong("x: found 'ten', expected a number", scalar("ten"), Setting::number);
  }

  @Test
  void aNumberBeyondIntIsNotAWholeNumberOfThatSize() {
    assertWrong(
        "x: found 3000000000, expected a whole number of at most 2147483647",
        scalar(3_000_000_000L),
        Setting::wholeNumber);
  }

  @Test
  void aNumberBeyondLongIsRefused() {
    Setting setting = scalar(BigInteger.ONE.shiftLeft(64).add(BigInteger.TEN));

    assertThrows(InvalidInputException.class, setting::longNumber);
  }

  @Test
  void infinityIsNotAWholeNumber() {
    Setting setting = scalar(Double.POSITIVE_INFINITY);

    assertThrows(InvalidInputException.class, setting::longNumber);
  }

  @Test
  void numbersAreRead() {
    assertEquals(0.25, scalar(0.25).number());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersMustBeFinite(double number) {
    assertWrong(
        "x: found %s, expected a number".formatted(number), scalar(number), Setting::number);
  }

  @Test
  void truthValuesAreRead() {
    assertTrue(scalar(true).truth());
    assertFalse(scalar(false).truth());
  }

  @Test
  void textIsNoTruthValue() {
    assertWrong("x: found 'yes', expected true or false", scalar("yes"), Setting::truth);
  }

  @Test
  void textIsRead() {
    assertEquals("label", scalar("label").text());
  }

  @Test
  void aNumberCountsAsText() {
    assertEquals("2024", scalar(2024).text());
  }

  @Test
  void aTruthValueIsNoText() {
    assertWrong("x: found true, expected text", scalar(true), Setting::text);
  }

  @Test
  void nothingIsCalledNothing() {
    assertWrong("x: found nothing, expected a number", Setting.scalar("x", null), Setting::number);
  }

  @Test
  void aListIsToldFromAMapping() {
    Setting list = Setting.of("x", List.of());
    Setting mapping = Setting.of("x", Map.of());

    assertTrue(list.isList() && !list.isMapping());
    assertTrue(mapping.isMapping() && !mapping.isList());
  }

  @Test
  void aScalarHasNoElements() {
    assertWrong("x: found 'relu', expected a list", scalar("relu"), Setting::elements);
  }

  @Test
  void aListIsNoMapping() {
    assertWrong(
        "x: found a list of 2, expected a mapping of keys to values",
        Setting.of("x", List.of(1, 2)),
        Setting::fields);
  }

  @Test
  void aMappingIsNoNumber() {
    assertWrong(
        "x: found a mapping with keys units, expected a number",
        Setting.of("x", Map.of("units", 1)),
        Setting::number);
  }

  @Test
  void nothingCountsAsAnEmptyMapping() {
    Fields fields = Setting.scalar("x", null).fields();

    assertTrue(fields.optional("units").isEmpty());
  }

  @Test
  void aNameMayStandAlone() {
    assertEquals("relu", scalar("relu").named().name());
  }

  @Test
  void aNameMayHaveArguments() {
    Setting.NamedSetting named = Setting.of("x", Map.of("dense", Map.of("units", 3))).named();

    assertEquals("dense", named.name());
    assertEquals(3, named.arguments().fields().required("units").wholeNumber());
  }

  @Test
  void twoNamesAreOneTooMany() {
    Setting setting = Setting.of("x", new TreeMap<>(Map.of("dense", 1, "relu", 2)));

    assertWrong(
        "x: found a mapping with keys dense, relu, expected one name and its arguments",
        setting,
        Setting::named);
  }

  @Test
  void aNumberIsNoName() {
    assertWrong(
        "x: found 3, expected a name, or a name and its arguments", scalar(3), Setting::named);
  }

  private static Setting scalar(Object value) {
    return Setting.scalar("x", value);
  }

  @Test
  void aTextMayStandForAListOfOneWhereThatIsAskedFor() {
    Setting list = Setting.of("a", List.of("x", 7));
    assertEquals(List.of("x", "7"), list.texts());
    assertEquals(List.of("x", "7"), list.textOrTexts());
    assertEquals(List.of("x"), Setting.scalar("a", "x").textOrTexts());
    assertWrong("a: found 'x', expected a list", Setting.scalar("a", "x"), Setting::texts);
  }

  @Test
  void anArgumentThatAConstructorRefusesIsToldWithThePlaceOfItsSetting() {
    Setting sizes = Setting.scalar("a.yaml:3: sizes", 0);
    assertWrong(
        "a.yaml:3: sizes: A dimension must be at least 1, got 0",
        sizes,
        setting -> setting.make(() -> Shape.vector(setting.wholeNumber())));
  }

  private static void assertWrong(String message, Setting setting, Consumer<Setting> reading) {
    assertEquals(
        message,
        assertThrows(InvalidInputException.class, () -> reading.accept(setting)).getMessage());
  }
}
