package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Fields fields = Setting.of("optimizer.adam", Map.of("learning_rate", 0.1)).fields();

  @Test
  void aRequiredKeyIsFound() {
    assertEquals(0.1, fields.required("learning_rate").number());
  }

  @Test
  void anOptionalKeyMayBeMissing() {
    assertTrue(fields.optional("beta1").isEmpty());
  }

  @Test
  void readingEndsWellWhenEveryKeyWasAskedFor() {
    fields.optional("beta1");
    fields.required("learning_rate");

    assertDoesNotThrow(fields::done);
  }

  @Test
  void aKeyThatNobodyAskedForIsUnknownAndTheNearestIsNamed() {
    fields.optional("learning_rates");
    fields.optional("beta1");

    assertEquals(
        "optimizer.adam.learning_rate: found unknown key 'learning_rate',"
            + " expected 'learning_rates' (nearest), of: beta1, learning_rates",
        assertThrows(InvalidInputException.class, fields::done).getMessage());
  }

  @Test
  void aRequiredKeyThatIsMissingIsNamedWithThePlace() {
    Fields empty = Setting.of("optimizer.sgd", Map.of()).fields();

    assertEquals(
        "optimizer.sgd: found no 'learning_rate', expected 'learning_rate'",
        assertThrows(InvalidInputException.class, () -> empty.required("learning_rate"))
            .getMessage());
  }

  @Test
  void aMisspeltRequiredKeyIsShownBesideTheRightOne() {
    Fields misspelt = Setting.of("optimizer.sgd", Map.of("learnig_rate", 0.1)).fields();

    assertEquals(
        "optimizer.sgd: found 'learnig_rate', expected 'learning_rate'",
        assertThrows(InvalidInputException.class, () -> misspelt.required("learning_rate"))
            .getMessage());
  }

  @Test
  void theyKnowTheirPlace() {
    assertEquals("optimizer.adam", fields.place());
  }
}
