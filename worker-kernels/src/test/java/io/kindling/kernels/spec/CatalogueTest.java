package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  interface Spice {}

  record Salt() implements Spice {}

  record BlackPepper(@Default("2") int turns) implements Spice {}

  interface Dish {}

  record FishSoup(
      int plates,
      @Default("0.5") double litresPerPlate,
      @Default("true") boolean hot,
      @Default("salt") Spice spice)
      implements Dish {
    FishSoup {
      Require.atLeast(1, "Plates", plates);
    }
  }

  private static final Catalogue<Spice> SPICES =
      Catalogue.of("spice", Spice.class, List.of(Salt.class, BlackPepper.class));
  private static final Catalogue<Dish> DISHES =
      Catalogue.of("dish", Dish.class, List.of(FishSoup.class), SPICES);

  @Test
  void aBareNumberStandsForTheKindOfThatNumber() {
    Catalogue<Spice> spices = SPICES.whereNumbersAre(BlackPepper.class);

    assertEquals(new BlackPepper(3), spices.read(Setting.scalar("menu", 3)));
    assertEquals(3, spices.write(new BlackPepper(3)));
    assertEquals(new Salt(), spices.read(Setting.scalar("menu", "salt")));
    assertEquals("salt", spices.write(new Salt()));
  }

  @Test
  void withoutAKindOfNumbersABareNumberIsRefused() {
    assertEquals(
        "menu: found 3, expected a name, or a name and its arguments",
        assertThrows(InvalidInputException.class, () -> SPICES.read(Setting.scalar("menu", 3)))
            .getMessage());
  }

  @Test
  void namesAreTheRecordsInSnakeCase() {
    assertEquals(List.of("salt", "black_pepper"), List.copyOf(SPICES.names()));
  }

  @Test
  void aValueKnowsItsName() {
    assertEquals("black_pepper", SPICES.nameOf(new BlackPepper(1)));
  }

  @Test
  void argumentsLeftOutTakeTheirDefaults() {
    assertEquals(
        new FishSoup(3, 0.5, true, new Salt()),
        DISHES.read(Setting.of("menu", Map.of("fish_soup", Map.of("plates", 3)))));
  }

  @Test
  void everyArgumentCanBeGiven() {
    Map<String, Object> arguments =
        Map.of(
            "plates",
            4,
            "litres_per_plate",
            0.25,
            "hot",
            false,
            "spice",
            Map.of("black_pepper", Map.of("turns", 7)));

    assertEquals(
        new FishSoup(4, 0.25, false, new BlackPepper(7)),
        DISHES.read(Setting.of("menu", Map.of("fish_soup", arguments))));
  }

  @Test
  void aNameAloneTakesAllDefaults() {
    assertEquals(new BlackPepper(2), SPICES.read(Setting.scalar("menu", "black_pepper")));
  }

  @Test
  void aNameWithNothingBehindItTakesAllDefaults() {
    Setting nothing = Setting.scalar("menu.black_pepper", null);

    assertEquals(
        new BlackPepper(2), SPICES.read(Setting.mapping("menu", Map.of("black_pepper", nothing))));
  }

  @Test
  void whatIsWrittenSaysEveryArgument() {
    assertEquals(
        Map.of(
            "fish_soup",
            Map.of("plates", 1, "litres_per_plate", 0.5, "hot", true, "spice", "salt")),
        DISHES.write(new FishSoup(1, 0.5, true, new Salt())));
  }

  @Test
  void whatIsWrittenReadsAsTheSame() {
    Dish dish = new FishSoup(9, 1e-7, false, new BlackPepper(3));

    assertEquals(dish, DISHES.read(Setting.of("menu", DISHES.write(dish))));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "menu: found unknown spice 'slat', expected 'salt' (nearest), of: black_pepper, salt",
            SPICES,
            "slat"),
        mistake("menu: found unknown dish 'bread', expected one of: fish_soup", DISHES, "bread"),
        mistake("menu: found no 'plates', expected 'plates'", DISHES, "fish_soup"),
        mistake("menu.fish_soup: found 'plate', expected 'plates'", DISHES, soup("plate", 3)),
        mistake(
            "menu.fish_soup.hott: found unknown key 'hott', expected 'hot' (nearest), of: hot,"
                + " litres_per_plate, plates, spice",
            DISHES,
            soup("plates", 3, "hott", true)),
        mistake(
            "menu.salt.grains: found unknown key 'grains', expected nothing here",
            SPICES,
            Map.of("salt", Map.of("grains", 3))),
        mistake("menu.fish_soup: Plates must be at least 1, got 0", DISHES, soup("plates", 0)),
        mistake(
            "menu.fish_soup.plates: found 1.5, expected a whole number",
            DISHES,
            soup("plates", 1.5)),
        mistake(
            "menu.fish_soup.hot: found 'very', expected true or false",
            DISHES,
            soup("plates", 1, "hot", "very")),
        mistake(
            "menu.fish_soup.litres_per_plate: found 'some', expected a number",
            DISHES,
            soup("plates", 1, "litres_per_plate", "some")),
        mistake(
            "menu.fish_soup.spice: found unknown spice 'paprika powder', expected one of:"
                + " black_pepper, salt",
            DISHES,
            soup("plates", 1, "spice", "paprika powder")),
        mistake(
            "menu.fish_soup.spice.black_pepper.turns: found 'many', expected a whole number",
            DISHES,
            soup("plates", 1, "spice", Map.of("black_pepper", Map.of("turns", "many")))),
        mistake(
            "menu.fish_soup: found 3, expected a mapping of keys to values",
            DISHES,
            Map.of("fish_soup", 3)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreSaidWithPlaceFoundAndExpected(
      String message, Catalogue<?> catalogue, Object declared) {
    Setting setting = Setting.of("menu", declared);

    assertEquals(
        message,
        assertThrows(InvalidInputException.class, () -> catalogue.read(setting)).getMessage());
  }

  @Test
  void aMissingArgumentIsNotBlamedOnAValidOne() {
    Setting setting = Setting.of("menu", soup("hot", false));

    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> DISHES.read(setting)).getMessage());
    assertFalse(message.contains("found 'hot'"), message);
  }

  @Test
  void anAliasIsReadAndTheNameIsWritten() {
    Catalogue<Spice> spices = SPICES.alias("pepper", BlackPepper.class);
    Spice read = spices.read(Setting.of("menu", Map.of("pepper", Map.of("turns", 4))));

    assertEquals(new BlackPepper(4), read);
    assertEquals(Map.of("black_pepper", Map.of("turns", 4)), spices.write(read));
    assertEquals(List.of("salt", "black_pepper"), List.copyOf(spices.names()));
  }

  @Test
  void aCatalogueIsNotChangedByAnAliasOfItsCopy() {
    SPICES.alias("pepper", BlackPepper.class);

    Setting setting = Setting.scalar("menu", "pepper");
    assertThrows(InvalidInputException.class, () -> SPICES.read(setting));
  }

  @Test
  void anAliasMustBeANewNameOfAKindInTheCatalogue() {
    record Thyme() implements Spice {}
    assertThrows(IllegalArgumentException.class, () -> SPICES.alias("salt", BlackPepper.class));
    assertThrows(IllegalArgumentException.class, () -> SPICES.alias("herb", Thyme.class));
    Catalogue<Spice> once = SPICES.alias("pepper", BlackPepper.class);
    assertThrows(IllegalArgumentException.class, () -> once.alias("pepper", Salt.class));
  }

  @Test
  void onlyRecordsMayStandInACatalogue() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Catalogue.of("text", CharSequence.class, List.of(String.class)));
  }

  private static Arguments mistake(String message, Catalogue<?> catalogue, Object declared) {
    return Arguments.of(message, catalogue, declared);
  }

  private static Map<String, Object> soup(String key, Object value) {
    return Map.of("fish_soup", Map.of(key, value));
  }

  private static Map<String, Object> soup(String key1, Object value1, String key2, Object value2) {
    return Map.of("fish_soup", Map.of(key1, value1, key2, value2));
  }
}
