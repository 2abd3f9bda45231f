package io.kindling.kernels.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossCatalogueTest {
  @Test
  void theNamesAreThese() {
    assertEquals(
        List.of("softmax_cross_entropy", "binary_cross_entropy"),
        List.copyOf(Loss.CATALOGUE.names()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"softmax_cross_entropy", "binary_cross_entropy"})
  void whatIsReadIsWrittenAsTheSame(String name) {
    assertEquals(name, Loss.CATALOGUE.write(read(name)));
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheNearest() {
    assertEquals(
        "loss: found unknown loss 'softmax_crossentropy', expected 'softmax_cross_entropy'"
            + " (nearest), of: binary_cross_entropy, softmax_cross_entropy",
        assertThrows(InvalidInputException.class, () -> read("softmax_crossentropy")).getMessage());
  }

  @Test
  void namesMeanTheirLosses() {
    assertEquals(new SoftmaxCrossEntropy(), read("softmax_cross_entropy"));
    assertEquals(new BinaryCrossEntropy(), read("binary_cross_entropy"));
  }

  private static Loss read(String name) {
    return Loss.CATALOGUE.read(Setting.scalar("loss", name));
  }
}
