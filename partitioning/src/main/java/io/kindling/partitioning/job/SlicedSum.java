package io.kindling.partitioning.job;

import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * A sum over the leaves of a fixed tree that the executors finish themselves, a slice each: the
 * first stage computes and cuts partial sums, a shuffle brings those of a slice together, the
 * second stage finishes the same tree for each slice. So the driver gets each value once, however
 * many tasks there are.
 */
public final class SlicedSum {
  private SlicedSum() {}

  /**
   * The slices, in order.
   *
   * @param elements the leaves
   * @param work what a task computes from its leaves
   * @param leaves how many there are
   */
  public static <E, T extends Sliceable<T>> List<T> run(
      JavaRDD<E> elements, TreeWork<E, T> work, int leaves, int slices) {
    JavaPairRDD<Integer, TreeNode<T>> partials =
        SpreadShuffle.of(
            elements.mapPartitionsToPair(new Cut<>(work, slices)), new HashPartitioner(slices));
    List<T> sums =
        new PartitionJob<>(new Finish<T>(leaves))
            .run(JavaRDD.fromRDD(partials.rdd(), partials.classTag()));
    ClusterMemory.releaseShuffle(partials.rdd()); // not of a job that failed and may be running
    return sums;
  }

  private static final class Cut<E, T extends Sliceable<T>>
      implements PairFlatMapFunction<Iterator<E>, Integer, TreeNode<T>> {
    private static final long serialVersionUID = 1L;

    private final TreeWork<E, T> work;
    private final int slices;

    Cut(TreeWork<E, T> work, int slices) {
      this.work = work;
      this.slices = slices;
    }

    @Override
    public Iterator<Tuple2<Integer, TreeNode<T>>> call(Iterator<E> partition) {
      List<TreeNode<T>> nodes = work.compute(partition);
      return IntStream.range(0, slices)
          .boxed()
          .flatMap(
              slice ->
                  nodes.stream()
                      .map(node -> new Tuple2<>(slice, node.with(node.sum().slice(slice, slices)))))
          .iterator();
    }
  }

  private static final class Finish<T extends Sliceable<T>>
      implements PartitionJob.Work<Tuple2<Integer, TreeNode<T>>, T> {
    private static final long serialVersionUID = 1L;

    private final int leaves;

    Finish(int leaves) {
      this.leaves = leaves;
    }

    @Override
    public T compute(Iterator<Tuple2<Integer, TreeNode<T>>> partials) {
      TreeSum<T> sum = new TreeSum<>(leaves);
      partials.forEachRemaining(partial -> sum.add(partial._2()));
      return sum.total();
    }
  }
}
