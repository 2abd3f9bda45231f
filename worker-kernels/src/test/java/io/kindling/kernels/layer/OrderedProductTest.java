package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.kindling.kernels.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vector code over all outputs against one output after the other, in the same order of sums. */
class OrderedProductTest {
  private static final int OFFSET = 5;

  @ParameterizedTest
  @CsvSource({
    "1, 1, true, 1",
    "7, 3, true, 4",
    "100, 33, false, 64",
    "784, 128, true, 320",
    "784, 10, false, 320",
    "1001, 17, true, 96"
  })
  void eachOutputIsAddedUpInItsOrder(int inputs, int outputs, boolean fused, int chunk) {
    float[] parameters = random(1, OFFSET + inputs * outputs);
    float[] x = random(2, inputs);
    SumOrder order = new SumOrder(fused, chunk, 16);
    RowProduct product =
        new OrderedProduct(new WeightMatrix(OFFSET, inputs, outputs), order, parameters);
    float[] y = new float[outputs];
    product.multiply(x, parameters, y);
    float[] expected = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      expected[output] = order.sum(x, 0, parameters, OFFSET + output * inputs, inputs);
    }
    assertArrayEquals(expected, y);
  }

  @Test
  void whatIsLeftBehindWholeChunksIsHalved() {
    assertEquals(List.of(320, 240, 224), chunks(new SumOrder(true, 320, 16), 784));
    assertEquals(List.of(320, 320, 320), chunks(new SumOrder(true, 320, 16), 960));
    assertEquals(List.of(300), chunks(new SumOrder(true, 320, 16), 300));
  }

  @Test
  void ordersThatDifferRoundOtherwise() {
    float[] x = random(3, 784);
    float[] w = random(4, 784);
    float fused = new SumOrder(true, 784, 1).sum(x, 0, w, 0, 784);
    assertNotEquals(fused, new SumOrder(false, 784, 1).sum(x, 0, w, 0, 784));
    assertNotEquals(fused, new SumOrder(true, 320, 16).sum(x, 0, w, 0, 784));
  }

  private static List<Integer> chunks(SumOrder order, int length) {
    List<Integer> chunks = new ArrayList<>();
    for (int left = length; left > 0; left -= chunks.get(chunks.size() - 1)) {
      chunks.add(order.next(left));
    }
    return chunks;
  }

  private static float[] random(long key, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) CounterRandom.gaussian(key, i);
    }
    return values;
  }
}
