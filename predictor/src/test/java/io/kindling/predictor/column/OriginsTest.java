package io.kindling.predictor.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class OriginsTest {
  private static final Origins ORIGINS = new Origins(new double[] {0x1p30, 0});

  @Test
  void originsAreTakenOffInDoublePrecision() {
    float[] kept = new float[3];
    ORIGINS.toFloats(new double[] {0x1p30 + 0.25, -0.0}, kept, 1);
    assertArrayEquals(new float[] {0, 0.25f, -0f}, kept);
  }

  @Test
  void withoutOriginsNumbersStay() {
    float[] kept = new float[2];
    Origins.NONE.toFloats(new double[] {-0.0, 0.1}, kept, 0);
    assertArrayEquals(new float[] {-0f, 0.1f}, kept);
  }

  @Test
  void missingNumbersStayMissing() {
    float[] kept = new float[2];
    ORIGINS.toFloats(new double[] {Double.NaN, Double.NaN}, kept, 0);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, kept);
  }

  @Test
  void floatsAreTakenAsFarFromTheOrigin() {
    assertArrayEquals(new float[] {128, 3}, ORIGINS.kept(new float[] {0x1p30f + 128, 3}));
  }

  @Test
  void aRowOfAnotherLengthKeepsIt() {
    assertArrayEquals(new float[] {128}, ORIGINS.kept(new float[] {0x1p30f + 128}));
  }
}
