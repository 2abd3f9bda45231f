package io.kindling.submit.report.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of a record are as short as they are worth reading. */
final class JsonTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0.12345678, 0.1234568",
    "-2.0000001, -2.0",
    "-2.000001, -2.000001",
    "9999999.6, 1.0E7",
    "1234567890.5, 1.234568E9",
    "3, 3",
    "0, 0",
    "1e-30, 1.0E-30",
    "1.23456789e-30, 1.234568E-30",
    "1.23456789e300, 1.234568E300",
    "4.9e-324, 4.9E-324",
    "NaN, null",
    "-Infinity, null"
  })
  void aNumberHasSevenDigits(double value, String written) {
    assertEquals(written, Json.text(Json.number(value)));
  }

  @Test
  void aNumberIsRoundedAsDecimalsAre() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
      if (value == Math.rint(value)) {
        continue; // whole ones are written whole
      }
      JsonNode written = Json.number(value);
      assertEquals(
          new BigDecimal(value).round(new MathContext(7)).doubleValue(),
          written.doubleValue(),
          () -> "seed " + SEED + ", " + value);
    }
  }
}
