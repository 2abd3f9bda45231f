package io.kindling.partitioning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WidestRowTest {
  @Test
  void aHeapHasRoomForSomeNumbersOfEachValue() {
    assertEquals(33_554_432, WidestRow.in(1L << 30));
    assertEquals(
        "which is what the driver's heap of 1,073,741,824 bytes has room for; --driver-memory"
            + " enlarges it",
        WidestRow.reason(1L << 30));
  }

  @Test
  void aLargeHeapHoldsNoMoreValuesThanAModelHasParameters() {
    assertEquals((1 << 29) - 1, WidestRow.in(1L << 40));
    assertEquals("since a model has no more parameters", WidestRow.reason(1L << 40));
  }
}
