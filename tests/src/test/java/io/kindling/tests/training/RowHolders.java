package io.kindling.tests.training;

import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.storage.RDDBlockId;

/** Which executors have kept rows to train on. */
final class RowHolders extends SparkListener implements TrainingListener {
  private static final String ROWS = "training rows";

  private final JavaSparkContext context;
  private final Map<Integer, Set<String>> executors = new ConcurrentHashMap<>();
  private final Set<Integer> packed = ConcurrentHashMap.newKeySet();

  RowHolders(JavaSparkContext context) {
    this.context = context;
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated update) {
    if (update.blockUpdatedInfo().blockId() instanceof RDDBlockId block
        && update.blockUpdatedInfo().storageLevel().isValid()) {
      executors
          .computeIfAbsent(block.rddId(), id -> ConcurrentHashMap.newKeySet())
          .add(update.blockUpdatedInfo().blockManagerId().executorId());
    }
  }

  @Override
  public void on(TrainingEvent event) {
    context
        .getPersistentRDDs()
        .forEach(
            (id, rdd) -> {
              if (ROWS.equals(rdd.name())) {
                packed.add(id);
              }
            });
  }

  /** Their numbers, by what Spark has told. */
  Set<String> executors() {
    return packed.stream()
        .flatMap(id -> executors.getOrDefault(id, Set.of()).stream())
        .collect(Collectors.toSet());
  }
}
