package io.kindling.driver.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and values as MLflow takes them. */
final class EntityTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "validation/top_k, validation/top_k",
        "optimizer.adam.learning_rate, optimizer.adam.learning_rate",
        "a:b'c%, a_b_c_",
        "Größe 2, Größe 2",
        "/a//b/, a/b",
        "a/../b, a/__/b",
        ".., __",
        "///, _"
      })
  void aNameKeepsWhatItMayHave(String name, String key) {
    assertEquals(key, EntityText.key(name));
  }

  @Test
  void whatIsTooLongIsCutAndNoCharacterInTwo() {
    assertEquals("k".repeat(250), EntityText.key("k".repeat(251)));
    assertEquals("v".repeat(250), EntityText.value("v".repeat(250)));
    assertEquals("v".repeat(249) + "…", EntityText.value("v".repeat(251)));
    assertEquals("v".repeat(248) + "…", EntityText.value("v".repeat(248) + "😀".repeat(9)));
  }
}
