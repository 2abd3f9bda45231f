package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingWithTest {
  private static final Setting CONFIG =
      Setting.of(
          "a.yaml",
          Map.of(
              "seed", 1, "network", List.of("relu", Map.of("dense", Map.of("units", 3)), "tanh")));
  private static final Setting NINE = Setting.scalar("--set", 9);

  @Test
  void aValueIsReplaced() {
    assertEquals(9, with("seed").fields().required("seed").wholeNumber());
  }

  @Test
  void theOriginalStaysAsItIs() {
    with("seed");

    assertEquals(1, CONFIG.fields().required("seed").wholeNumber());
  }

  @Test
  void otherKeysStay() {
    assertEquals(3, with("seed").fields().required("network").elements().size());
  }

  @Test
  void positionsLeadThroughLists() {
    Setting dense = with("network", "1", "dense", "units").fields().required("network");

    assertEquals(
        9, dense.elements().get(1).named().arguments().fields().required("units").wholeNumber());
  }

  @Test
  void keysThatAreMissingAreAdded() {
    Setting training = with("training", "epochs").fields().required("training");

    assertEquals(9, training.fields().required("epochs").wholeNumber());
  }

  @Test
  void aNameAloneGetsArguments() {
    Setting network = with("network", "0", "relu", "slope").fields().required("network");
    Setting.NamedSetting named = network.elements().get(0).named();

    assertEquals("relu", named.name());
    assertEquals(9, named.arguments().fields().required("slope").wholeNumber());
  }

  @Test
  void anEmptyPathReplacesEverything() {
    assertEquals(9, with().wholeNumber());
  }

  @Test
  void whatIsReplacedKeepsItsOwnPlace() {
    assertEquals("--set", with("seed").fields().required("seed").place());
  }

  @Test
  void aPositionBeyondTheListIsRefused() {
    assertEquals(
        "--set: found '3', expected a position from 0 to 2",
        assertThrows(InvalidInputException.class, () -> with("network", "3")).getMessage());
  }

  @Test
  void aListHasNoKeys() {
    assertEquals(
        "--set: found 'units', expected a position from 0 to 2",
        assertThrows(InvalidInputException.class, () -> with("network", "units")).getMessage());
  }

  private static Setting with(String... path) {
    return CONFIG.with(List.of(path), NINE);
  }
}
