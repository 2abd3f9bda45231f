package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeSumShapeTest {
  private int alive;
  private int mostAlive;

  static IntStream leafCounts() {
    return IntStream.concat(IntStream.rangeClosed(1, 17), IntStream.of(64, 100));
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void leavesInOrderKeepLogarithmicallyManySumsAlive(int leaves) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves, merged -> alive--);
    for (int i = 0; i < leaves; i++) {
      alive++;
      mostAlive = Math.max(mostAlive, alive);
      sum.addLeaf(i, DoubleTotal.leaf(i));
    }

    int logarithm = (int) Math.ceil(Math.log(leaves) / Math.log(2) - 1e-9);
    assertTrue(mostAlive <= logarithm + 1, () -> mostAlive + " alive of " + leaves);
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void everySumButTheTotalIsGivenBack(int leaves) {
    List<DoubleTotal> added = IntStream.range(0, leaves).mapToObj(DoubleTotal::leaf).toList();
    List<DoubleTotal> back = new ArrayList<>();
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves, back::add);
    for (int i = 0; i < leaves; i++) {
      sum.addLeaf(i, added.get(i));
    }

    back.add(sum.total());
    assertEquals(leaves, back.stream().distinct().count());
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void theSubtreesOfARangeCoverItOnce(int leaves) {
    for (int from = 0; from < leaves; from++) {
      for (int to = from + 1; to <= leaves; to++) {
        int[] covered = new int[leaves];
        for (TreeNode<DoubleTotal> node : subtrees(leaves, from, to)) {
          for (int i = first(node); i < Math.min(end(node), leaves); i++) {
            covered[i]++;
          }
        }
        int[] once = new int[leaves];
        Arrays.fill(once, from, to, 1);
        assertArrayEquals(once, covered, range(from, to, leaves));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void theSubtreesOfARangeAreTheLargestThatLieInIt(int leaves) {
    for (int from = 0; from < leaves; from++) {
      for (int to = from + 1; to <= leaves; to++) {
        for (TreeNode<DoubleTotal> node : subtrees(leaves, from, to)) {
          boolean root = first(node) == 0 && end(node) >= leaves;
          int parent = node.index() >> 1 << (node.level() + 1);
          int parentEnd = Math.min(parent + (2 << node.level()), leaves);
          if (!root && parent >= from && parentEnd <= to) {
            fail(range(from, to, leaves) + ": the parent of a returned node lies in it too");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("leafCounts")
  void theRootIsTheLowestNodeOverAllLeaves(int leaves) {
    TreeNode<DoubleTotal> root = subtrees(leaves, 0, leaves).get(0);

    assertEquals(0, root.index());
    assertTrue(1 << root.level() >= leaves, "level " + root.level());
    assertTrue(root.level() == 0 || 1 << (root.level() - 1) < leaves, "level " + root.level());
  }

  private static List<TreeNode<DoubleTotal>> subtrees(int leaves, int from, int to) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
    for (int i = from; i < to; i++) {
      sum.addLeaf(i, DoubleTotal.leaf(i));
    }
    return sum.subtrees();
  }

  private static int first(TreeNode<DoubleTotal> node) {
    return node.index() << node.level();
  }

  private static int end(TreeNode<DoubleTotal> node) {
    return (node.index() + 1) << node.level();
  }

  private static String range(int from, int to, int leaves) {
    return "leaves %d to %d of %d".formatted(from, to - 1, leaves);
  }
}
