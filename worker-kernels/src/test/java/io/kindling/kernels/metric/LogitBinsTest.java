package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bins of probabilities. */
final class LogitBinsTest {
  private static final long SEED = 5;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 255",
    "0.5, 128",
    "0.4999999, 127",
    "0.5311, 128",
    "0.5313, 129",
    "1e-7, 0",
    "1e-45, 0"
  })
  void theEndsAndTheMiddleHaveTheirBins(double probability, int bin) {
    assertEquals(bin, LogitBins.of(probability));
  }

  @Test
  void aProbabilityIsInTheBinOfItsLogit() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      double logit = 40 * random.nextDouble() - 20;
      double exact = 1 / (1 + Math.exp(-logit));
      double probability = i % 2 == 0 ? exact : (float) exact;
      double found = 8 * (Math.log(probability) - Math.log1p(-probability));
      if (Math.abs(found - Math.rint(found)) > 1e-9) { // between two bins, either may be
        assertEquals(
            (int) Math.max(0, Math.min(255, Math.floor(found) + 128)),
            LogitBins.of(probability),
            () -> "seed " + SEED + ", " + probability);
      }
    }
  }
}
