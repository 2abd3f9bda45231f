package io.kindling.partitioning.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Numbers the places of a row of which something is kept: all of them, or, where rows are wide and
 * hold few, those that occur, so that a row of a billion places takes memory for what stands in it
 * only. Travels, under Kryo too, hence no record.
 */
final class Places implements Serializable {
  /** No number. */
  static final int NONE = -1;

  private static final long serialVersionUID = 1L;
  private static final int FEW =
      1 << 16; // for which looking numbers up would cost more than memory
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int SCATTER = 0x9E3779B9; // 2³² divided by the golden ratio

  private final boolean all;
  private int count;
  private int[] occurring; // places by their numbers
  private int[] slots; // numbers from 1 on, by a hash of their places; 0 for none

  /**
   * No places of wide sparse rows, or all of others.
   *
   * @param width of a row
   */
  Places(int width, boolean sparse) {
    this.all = !sparse || width <= FEW;
    this.count = all ? width : 0;
    this.occurring = new int[all ? 0 : FIRST_SLOTS / 2];
    this.slots = new int[all ? 0 : FIRST_SLOTS];
  }

  /** How many have numbers. */
  int count() {
    return count;
  }

  /** The place of a number. */
  int place(int number) {
    return all ? number : occurring[number];
  }

  /** The number of a place; {@link #NONE} for one that has not occurred. */
  int find(int place) {
    return all ? place : slots[slot(place)] - 1;
  }

  /** The number of a place, which occurs. */
  int number(int place) {
    if (all) {
      return place;
    }
    int slot = slot(place);
    if (slots[slot] == 0) {
      if (count == occurring.length) {
        grow();
        slot = slot(place);
      }
      occurring[count++] = place;
      slots[slot] = count;
    }
    return slots[slot] - 1;
  }

  /** Where a place is, or would be: half of the slots are free. */
  private int slot(int place) {
    int mask = slots.length - 1;
    int hash = place * SCATTER;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (slots[slot] != 0 && occurring[slots[slot] - 1] != place) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    occurring = Arrays.copyOf(occurring, 2 * count);
    slots = new int[2 * slots.length];
    for (int number = 0; number < count; number++) {
      slots[slot(occurring[number])] = number + 1;
    }
  }
}
