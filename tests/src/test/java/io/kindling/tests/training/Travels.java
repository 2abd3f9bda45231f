package io.kindling.tests.training;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;
import scala.jdk.javaapi.CollectionConverters;

/** What came to other JVMs than the driver's. */
final class Travels extends SparkListener {
  private final long leastBytes;
  private final Set<String> broadcasts = ConcurrentHashMap.newKeySet();
  private final Set<String> receivers = ConcurrentHashMap.newKeySet();
  private final AtomicLong shuffled = new AtomicLong();
  private final Set<Integer> stagesOfSteps = ConcurrentHashMap.newKeySet();

  /** Looks at broadcasts of more than some bytes. */
  Travels(long leastBytes) {
    this.leastBytes = leastBytes;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties().getProperty("spark.job.description", "").contains(", step ")) {
      CollectionConverters.asJava(job.stageInfos())
          .forEach(stage -> stagesOfSteps.add(stage.stageId()));
    }
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated event) {
    BlockUpdatedInfo block = event.blockUpdatedInfo();
    if (block.blockId().isBroadcast()
        && !block.blockManagerId().isDriver()
        && block.memSize() > leastBytes) {
      broadcasts.add(block.blockId().name());
      receivers.add(block.blockManagerId().executorId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (stagesOfSteps.contains(task.stageId())) {
      shuffled.addAndGet(task.taskMetrics().shuffleReadMetrics().remoteBytesRead());
    }
  }

  /** The names of the broadcasts. */
  Set<String> broadcasts() {
    return Set.copyOf(broadcasts);
  }

  /** The executors that got some. */
  Set<String> receivers() {
    return Set.copyOf(receivers);
  }

  /** Bytes that executors read of each other's shuffle files in steps. */
  long shuffled() {
    return shuffled.get();
  }
}
