package io.kindling.driver.training;

import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A declaration as settings by their key paths, to be compared with others. */
public final class DeclaredSettings {
  private DeclaredSettings() {}

  /**
   * The settings.
   *
   * @return by key paths such as {@code optimizer.adam.learning_rate}, in a map of the caller's:
   *     numbers, truths, texts, and lists of these
   */
  public static Map<String, Object> of(TrainingSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", spec.seed());
    values.put("data.scale", spec.scale().configName());
    values.put("data.label_scale", spec.labelScale().configName());
    values.put("network", spec.network().write());
    values.put("loss", Loss.CATALOGUE.write(spec.loss()));
    values.put("metrics", spec.metrics().stream().map(Metric.CATALOGUE::write).toList());
    values.put("optimizer", Optimizer.CATALOGUE.write(spec.update().optimizer()));
    values.put("penalty.l1", spec.update().penalty().l1());
    values.put("penalty.l2", spec.update().penalty().l2());
    values.put("training.epochs", spec.epochs());
    spec.batchSize().ifPresent(size -> values.put("training.batch_size", size));
    spec.shards().ifPresent(shards -> values.put("training.shards", shards));
    spec.update()
        .clipping()
        .ifPresent(clip -> values.put("training.clip", Clipping.CATALOGUE.write(clip)));
    spec.update().averageDecay().ifPresent(decay -> values.put("training.average.decay", decay));
    spec.classWeights().ifPresent(weights -> values.put("training.class_weights", weights.write()));
    spec.initFrom()
        .ifPresent(
            from -> {
              values.put("training.init_from.model", from.toString());
              if (!from.except().isEmpty()) {
                values.put("training.init_from.except", from.except());
              }
            });
    if (!spec.freeze().isEmpty()) {
      values.put("training.freeze", spec.freeze());
    }
    values.put("training.sync", SyncPolicy.CATALOGUE.write(spec.sync()));
    Map<String, Object> flat = new LinkedHashMap<>();
    values.forEach((key, value) -> add(key, value, flat));
    return flat;
  }

  private static void add(String path, Object value, Map<String, Object> flat) {
    if (value instanceof Map<?, ?> map) {
      if (map.isEmpty()) {
        flat.put(path, "");
      }
      map.forEach((key, inner) -> add(path + "." + key, inner, flat));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        add(path + "." + i, list.get(i), flat);
      }
    } else {
      flat.put(path, value);
    }
  }
}
