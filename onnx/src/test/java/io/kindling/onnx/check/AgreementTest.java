package io.kindling.onnx.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as a difference. */
final class AgreementTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final float[] PROBABILITIES = {0.5f, 0.5f, 0};

  private final Agreement agreement = new Agreement();

  @Test
  void theLargestCountsWithItsRow() {
    agreement.add(1, new float[] {0.5f, 0.25f}, new float[] {0.5f, 0.5f});
    agreement.add(2, new float[] {0.75f, 0}, new float[] {0.25f, 0.125f});
    agreement.add(3, new float[] {0, 0.25f}, new float[] {0, 0.5f});
    assertEquals(0.5, agreement.largest());
    assertEquals("0.25 for 0.75 in row 2", agreement.place());
  }

  @Test
  void aLargeNumbersDifferenceIsRelativeToIt() {
    agreement.add(1, new float[] {-2048}, new float[] {-2050});
    assertEquals(2.0 / 2048, agreement.largest());
  }

  @Test
  void whatIsNoNumberOnBothSidesIsTheSame() {
    float[] odd = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    agreement.add(1, odd, odd.clone());
    assertEquals(0, agreement.largest());
  }

  @Test
  void whatIsNoNumberOnOneSideAloneIsTheLargestDifference() {
    agreement.add(1, new float[] {1}, new float[] {Float.NaN});
    assertEquals(Double.POSITIVE_INFINITY, agreement.largest());
  }

  @Test
  void classesThatAreAsProbableAsEachOtherAreNoDifference() {
    agreement.addClass(1, CLASSES, PROBABILITIES, 0, "b");
    assertEquals(0, agreement.largest());
  }

  @Test
  void aLessProbableClassIsADifference() {
    agreement.addClass(4, CLASSES, PROBABILITIES, 1, "c");
    assertEquals(0.5, agreement.largest());
    assertEquals("the class 'c' for 'b' in row 4", agreement.place());
  }

  @Test
  void aClassForNoneIsTheLargestDifference() {
    agreement.addClass(1, CLASSES, PROBABILITIES, -1, "");
    assertEquals(0, agreement.largest());
    agreement.addClass(1, CLASSES, PROBABILITIES, -1, "a");
    assertEquals(Double.POSITIVE_INFINITY, agreement.largest());
  }
}
