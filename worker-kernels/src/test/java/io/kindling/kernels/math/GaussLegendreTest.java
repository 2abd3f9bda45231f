package io.kindling.kernels.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quadrature on [0, 1]. */
final class GaussLegendreTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 201})
  void polynomialsOfTwiceTheDegreeAreIntegratedExactly(int nodes) {
    GaussLegendre rule = new GaussLegendre(nodes);
    for (int degree : new int[] {0, 1, nodes, 2 * nodes - 1}) {
      double sum = 0;
      for (int k = 0; k < rule.size(); k++) {
        sum += rule.weight(k) * Math.pow(rule.node(k), degree);
      }
      assertEquals(1.0 / (degree + 1), sum, 1e-14, "degree " + degree);
    }
  }

  @Test
  void nodesAscendWithinTheInterval() {
    GaussLegendre rule = new GaussLegendre(64);
    double before = 0;
    for (int k = 0; k < rule.size(); k++) {
      assertTrue(rule.node(k) > before && rule.node(k) < 1, "node " + k);
      before = rule.node(k);
    }
  }

  @Test
  void noNodeIsRefused() {
    assertEquals(
        "A quadrature must have at least 1 node, got 0",
        assertThrows(IllegalArgumentException.class, () -> new GaussLegendre(0)).getMessage());
  }
}
