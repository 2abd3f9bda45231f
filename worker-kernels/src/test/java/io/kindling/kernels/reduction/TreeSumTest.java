package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeSumTest {
  private static final long SEED = 1;

  static IntStream leafCounts() {
    return IntStream.concat(IntStream.rangeClosed(1, 17), IntStream.of(64));
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void leavesInOrderGiveTheSumThatTheTreeDefines(int leaves) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
    for (int i = 0; i < leaves; i++) {
      sum.addLeaf(i, DoubleTotal.leaf(i));
    }

    assertEquals(DoubleTotal.expected(leaves), sum.total().toString());
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void leavesThatAreAddedToTheirSiblingsGiveTheSameTree(int leaves) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
    for (int i = 0; i < leaves; i++) {
      DoubleTotal sibling = sum.sibling(i);
      assertEquals(i % 2 == 1, sibling != null, "leaf " + i);
      if (sibling == null) {
        sum.addLeaf(i, DoubleTotal.leaf(i));
      } else {
        sibling.merge(DoubleTotal.leaf(i));
        sum.addedToSibling(i);
      }
    }

    assertEquals(DoubleTotal.expected(leaves), sum.total().toString());
  }

  @Test
  void aSiblingThatIsNotThereIsNone() {
    TreeSum<DoubleTotal> sum = new TreeSum<>(4);
    sum.addLeaf(1, DoubleTotal.leaf(1));

    assertNull(sum.sibling(3));
    assertNull(sum.sibling(2));
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void leavesInAnyOrderGiveTheSameBits(int leaves) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, leaves).boxed().toList());
    Random random = new Random(SEED);
    for (int trial = 0; trial < 200; trial++) {
      Collections.shuffle(order, random);
      TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
      order.forEach(i -> sum.addLeaf(i, DoubleTotal.leaf(i)));

      assertEquals(DoubleTotal.expected(leaves), sum.total().toString(), order + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void rangesOfAnySizesInAnyOrderGiveTheSameBits(int leaves) {
    Random random = new Random(SEED);
    String expected = DoubleTotal.expected(leaves);
    int gaps = leaves - 1;
    // Each bit says whether one range ends there: all divisions of few leaves, some of many.
    long divisions = gaps <= 16 ? 1L << gaps : 2000;
    for (long trial = 0; trial < divisions; trial++) {
      long division = gaps <= 16 ? trial : random.nextLong();
      List<List<TreeNode<DoubleTotal>>> parts = subtreesOfRanges(leaves, division);
      Collections.shuffle(parts, random);
      TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
      parts.forEach(sum::addAll);

      String found = sum.total().toString();
      if (!found.equals(expected)) { // builds the message only when it is needed
        assertEquals(
            expected, found, "division " + Long.toBinaryString(division) + ", seed " + SEED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void partsOfPartsGiveTheSameBits(int leaves) {
    Random random = new Random(SEED);
    TreeSum<DoubleTotal> left = new TreeSum<>(leaves);
    TreeSum<DoubleTotal> right = new TreeSum<>(leaves);
    subtreesOfRanges(leaves, random.nextLong())
        .forEach(part -> (random.nextBoolean() ? left : right).addAll(part));
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);

    sum.addAll(right.subtrees());
    sum.addAll(left.subtrees());

    assertEquals(DoubleTotal.expected(leaves), sum.total().toString(), "seed " + SEED);
  }

  private static List<List<TreeNode<DoubleTotal>>> subtreesOfRanges(int leaves, long division) {
    List<List<TreeNode<DoubleTotal>>> parts = new ArrayList<>();
    TreeSum<DoubleTotal> part = new TreeSum<>(leaves);
    for (int i = 0; i < leaves; i++) {
      part.addLeaf(i, DoubleTotal.leaf(i));
      if ((division >> i & 1) == 1) {
        parts.add(part.subtrees());
        part = new TreeSum<>(leaves);
      }
    }
    parts.add(part.subtrees());
    return parts;
  }
}
