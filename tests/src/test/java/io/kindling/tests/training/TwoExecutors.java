package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Two executors in JVMs of their own, which are started once for all tests of a class. Steps are
 * jobs on them unless settings say something else.
 */
final class TwoExecutors implements BeforeAllCallback, AfterAllCallback {
  /** How many there are. */
  static final int COUNT = 2;

  private static final String MOST_DIRECT = "spark.kindling.mostDirectBytes";

  private final int cores;
  private final Map<String, String> settings;
  private final ShuffleFiles files = new ShuffleFiles();
  private @Nullable JavaSparkContext context;

  /** Of one core each, with more settings of Spark's. */
  TwoExecutors(Map<String, String> more) {
    this(1, more);
  }

  /** Of several cores each. */
  TwoExecutors(int cores, Map<String, String> more) {
    this.cores = cores;
    settings = new HashMap<>(Map.of("spark.kindling.steps", "jobs"));
    // What one reads of the other comes by network.
    settings.put("spark.shuffle.readHostLocalDisk", "false");
    settings.put("spark.shuffle.compress", "false");
    settings.putAll(more);
  }

  /** The context, when both are there. */
  JavaSparkContext context() {
    JavaSparkContext started = Objects.requireNonNull(context);
    Contexts.awaitExecutors(started, COUNT);
    return started;
  }

  /** Where the executors are, those that went among them until another comes in their place. */
  Set<String> addresses() {
    return Set.copyOf(
        CollectionConverters.asJava(context().sc().getExecutorMemoryStatus()).keySet());
  }

  /** Waits until there is an executor that was not among {@code earlier} ones. */
  void awaitAnotherThan(Set<String> earlier) {
    Contexts.awaitExecutor(() -> !earlier.containsAll(addresses()));
  }

  /** Waits until both take tasks. */
  void awaitAtWork() {
    Contexts.awaitAtWork(context(), COUNT, COUNT * cores);
  }

  /** From now on an executor that goes is replaced only where there would be fewer than so many. */
  void keepAtLeast(int executors) {
    JavaSparkContext started = Objects.requireNonNull(context);
    assertTrue(started.sc().requestTotalExecutors(executors, 0, Map$.MODULE$.empty()));
  }

  /** The files of shuffles, the driver's and the executors'. */
  ShuffleFiles files() {
    return files;
  }

  /** From now on the driver takes at most so many bytes of gradients directly. */
  void takeDirectly(String mostBytes) {
    context().sc().conf().set(MOST_DIRECT, mostBytes);
  }

  /** From now on jobs of workers end after so many seconds. */
  void stayFor(String seconds) {
    context().sc().conf().set("spark.kindling.residentSeconds", seconds);
  }

  /** Does something that a listener hears all of. */
  <T> T heardBy(SparkListener listener, Supplier<T> work) {
    JavaSparkContext started = context();
    started.sc().addSparkListener(listener);
    try {
      T result = work.get();
      started.sc().listenerBus().waitUntilEmpty(); // listeners are told on a thread of their own
      return result;
    } catch (TimeoutException e) {
      throw new AssertionError("listeners were not told in time", e);
    } finally {
      started.sc().removeSparkListener(listener);
    }
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    SameModel.FLOWERS.expected(); // there is one context in a JVM at a time
    settings.put(ShuffleFiles.SETTING, files.makeFolder());
    context = Contexts.start("local-cluster[%s,%s,1024]".formatted(COUNT, cores), settings);
  }

  @Override
  public void afterAll(ExtensionContext test) {
    if (context != null) {
      context.close();
    }
    files.close();
  }
}
