package io.kindling.driver.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A divergence after which training went back to where its epoch began.
 *
 * @param epoch from 1
 * @param step in it, from 1; 0 for its validation
 * @param factor of the learning rate from then on, those of earlier setbacks included
 */
public record Setback(int epoch, int step, double factor) {
  /** The factor after all of them. */
  static double factor(List<Setback> setbacks) {
    return setbacks.isEmpty() ? 1 : setbacks.get(setbacks.size() - 1).factor();
  }

  /** As files have it. */
  public Map<String, Object> write() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("epoch", epoch);
    plain.put("step", step);
    plain.put("learning_rate_factor", factor);
    return plain;
  }
}
