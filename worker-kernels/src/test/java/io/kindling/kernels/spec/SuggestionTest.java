package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> LAYERS = List.of("tanh", "relu", "dense", "dropout");

  @Test
  void theNearestNameComesFirstThenAllInOrder() {
    assertEquals(
        "'dense' (nearest), of: dense, dropout, relu, tanh",
        Suggestion.expectedInsteadOf("denze", LAYERS));
  }

  @Test
  void aSwappedPairOfLettersIsNear() {
    assertEquals(
        "'relu' (nearest), of: dense, dropout, relu, tanh",
        Suggestion.expectedInsteadOf("rleu", LAYERS));
  }

  @Test
  void nothingIsSuggestedForANameFarFromAll() {
    assertEquals(
        "one of: dense, dropout, relu, tanh", Suggestion.expectedInsteadOf("convolution", LAYERS));
  }

  @Test
  void whereNothingIsValidNothingIsExpected() {
    assertEquals("nothing here", Suggestion.expectedInsteadOf("units", List.of()));
  }
}
