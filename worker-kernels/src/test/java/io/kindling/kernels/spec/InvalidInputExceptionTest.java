package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {
  @Test
  void anErrorOfASettingIsToldWithItsFile() {
    InvalidInputException found = InvalidInputException.atSetting("data.train", "3", "a path");
    InvalidInputException told = InvalidInputException.atSetting("data.train", "no such file");

    assertEquals("data.train: found 3, expected a path", found.getMessage());
    assertEquals(
        "a.yaml: data.train: found 3, expected a path", found.declaredIn("a.yaml").getMessage());
    assertEquals("data.train: no such file", told.getMessage());
    assertEquals("a.yaml: data.train: no such file", told.declaredIn("a.yaml").getMessage());
  }

  @Test
  void anErrorOfAnyOtherPlaceNamesNoConfigFile() {
    InvalidInputException error = InvalidInputException.at("digits.csv:7", "'x'", "a number");

    assertSame(error, error.declaredIn("a.yaml"));
    assertEquals("digits.csv:7: found 'x', expected a number", error.getMessage());
  }

  @Test
  void whatIsFoundMayHaveLineBreaks() {
    assertEquals(
        "model: found 'F32\\n\\u000d', expected 'F32'",
        InvalidInputException.at("model", "'F32\n\r'", "'F32'").getMessage());
  }
}
