package io.kindling.kernels.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However the leaves are divided, and whoever merges them: the brackets and bits are the same. */
class TreeSumPropertyTest {
  @Property
  void anyDivisionInAnyOrderGivesTheSameSum(
      @ForAll @IntRange(min = 1, max = 300) int leaves,
      @ForAll @IntRange(min = 1, max = 40) int parts,
      @ForAll long order) {
    Random random = new Random(order);
    List<TreeSum<DoubleTotal>> holders = holders(parts, leaves);
    for (int leaf = 0; leaf < leaves; leaf++) {
      // Any leaf may lie anywhere: no range is asked for.
      holders.get(random.nextInt(parts)).addLeaf(leaf, DoubleTotal.leaf(leaf));
    }
    Collections.shuffle(holders, random);

    assertEquals(
        DoubleTotal.expected(leaves),
        TreeSum.total(leaves, holders.stream().map(TreeSum::subtrees).toList()).toString());
  }

  @Property
  void anyNumberOfCollectorsOnTheWayGivesTheSameSum(
      @ForAll @IntRange(min = 1, max = 300) int leaves,
      @ForAll @IntRange(min = 0, max = 6) int levels,
      @ForAll @IntRange(min = 1, max = 12) int collectors,
      @ForAll long order) {
    Random random = new Random(order);
    List<TreeNode<DoubleTotal>> nodes = new ArrayList<>();
    for (int leaf = 0; leaf < leaves; leaf++) {
      nodes.add(new TreeNode<>(0, leaf, DoubleTotal.leaf(leaf)));
    }
    for (int level = 0; level < levels; level++) {
      Collections.shuffle(nodes, random);
      List<TreeSum<DoubleTotal>> holders = holders(collectors, leaves);
      nodes.forEach(node -> holders.get(random.nextInt(collectors)).add(node));
      nodes = new ArrayList<>(holders.stream().flatMap(sum -> sum.subtrees().stream()).toList());
    }

    assertEquals(DoubleTotal.expected(leaves), TreeSum.total(leaves, List.of(nodes)).toString());
  }

  @Property
  void leavesInOrderKeepNoMoreSumsThanTheTreeIsHigh(
      @ForAll @IntRange(min = 1, max = 2000) int leaves) {
    TreeSum<DoubleTotal> sum = new TreeSum<>(leaves);
    int most = 0;
    for (int leaf = 0; leaf < leaves; leaf++) {
      sum.addLeaf(leaf, DoubleTotal.leaf(leaf));
      most = Math.max(most, sum.subtrees().size());
    }

    int height = Integer.SIZE - Integer.numberOfLeadingZeros(leaves - 1);
    assertEquals(Math.min(most, height + 1), most, leaves + " leaves");
  }

  private static List<TreeSum<DoubleTotal>> holders(int count, int leaves) {
    List<TreeSum<DoubleTotal>> holders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      holders.add(new TreeSum<>(leaves));
    }
    return holders;
  }
}
