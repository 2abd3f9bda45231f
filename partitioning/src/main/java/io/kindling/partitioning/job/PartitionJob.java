package io.kindling.partitioning.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * One Spark job of one stage on the partitions of an RDD as they are, without another RDD in
 * between. Spark looks through the byte code of every lambda that an action is given, its own among
 * them, each time; it does not for a named class such as this, which saves milliseconds in every
 * step.
 *
 * @param <E> the elements of the RDD
 * @param <R> what a task returns; it must be serialisable
 */
public final class PartitionJob<E, R> extends AbstractFunction2<TaskContext, Iterator<E>, R>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Work<E, R> work;

  /** A job in which each task does {@code work}. */
  public PartitionJob(Work<E, R> work) {
    this.work = work;
  }

  /**
   * What a task computes from a partition. It is serialised for every job, so it should be small.
   */
  @FunctionalInterface
  public interface Work<E, R> extends Serializable {
    /** The result for the elements of a partition. */
    R compute(java.util.Iterator<E> partition);
  }

  @Override
  public R apply(TaskContext context, Iterator<E> partition) {
    return work.compute(CollectionConverters.asJava(partition));
  }

  /** Runs the job and returns what the tasks returned, in the order of the partitions. */
  public List<R> run(JavaRDD<E> rdd) {
    Map<Integer, R> results = new TreeMap<>();
    ClassTag<R> anything = ClassTag$.MODULE$.apply(Object.class);
    rdd.context().runJob(rdd.rdd(), this, partitions(rdd), new Collect<>(results), anything);
    return new ArrayList<>(results.values());
  }

  /** The numbers of all partitions. */
  static Seq<Object> partitions(JavaRDD<?> rdd) {
    List<Object> partitions = new ArrayList<>();
    IntStream.range(0, rdd.getNumPartitions()).forEach(partitions::add);
    return CollectionConverters.asScala(partitions).toSeq();
  }

  private static final class Collect<R> extends AbstractFunction2<Object, R, BoxedUnit> {
    private final Map<Integer, R> results;

    Collect(Map<Integer, R> results) {
      this.results = results;
    }

    @Override
    public BoxedUnit apply(Object partition, R result) {
      results.put((Integer) partition, result);
      return BoxedUnit.UNIT;
    }
  }
}
