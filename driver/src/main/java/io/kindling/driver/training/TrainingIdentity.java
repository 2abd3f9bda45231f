package io.kindling.driver.training;

import io.kindling.driver.data.PreparedData;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.model.ManifestColumns;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the parameters after each step of a training follow from: what is declared, the rows by
 * a checksum, the version of Kindling; and the machine, whose arithmetic may matter to the last
 * bit.
 *
 * @param values plain maps, lists and scalars
 */
public record TrainingIdentity(Map<String, Object> values) {
  private static final String MACHINE = "machine";
  private static final String TRAINING = "training";
  private static final String NOTHING = "nothing";

  static TrainingIdentity of(PreparedModel model, List<BlasSurvey.Answer> executors) {
    TrainingSpec spec = model.spec();
    PreparedData data = model.data();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kindling", version());
    values.put("input", model.model().input().dimensions());
    values.put("network", model.model().network().write());
    values.put("loss", Loss.CATALOGUE.write(spec.loss()));
    values.put("metrics", spec.metrics().stream().map(Metric.CATALOGUE::write).toList());
    Map<String, Object> training =
        new LinkedHashMap<>(
            TrainingProvenance.of(
                    spec,
                    spec.sync(),
                    data.train().rows(),
                    data.batching(),
                    data.context().version(),
                    executors)
                .values());
    Map<String, Object> machine = new LinkedHashMap<>();
    for (String name : List.of("spark", "blas")) {
      machine.put(name, training.remove(name));
    }
    values.put(TRAINING, training);
    values.put("data", data(data, spec));
    values.put(MACHINE, machine);
    return new TrainingIdentity(values);
  }

  private static Map<String, Object> data(PreparedData data, TrainingSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("scale", spec.scale().configName());
    values.put("label_scale", spec.labelScale().configName());
    values.put("columns", ManifestColumns.write(data.preprocessing().columns()));
    values.put("classes", data.labels().classes());
    values.put("training rows", rows(data.train()));
    data.validation().ifPresent(rows -> values.put("validation rows", rows(rows)));
    return values;
  }

  private static String rows(ShardedData rows) {
    return "%s with checksum %s".formatted(rows.rows(), Long.toHexString(rows.fingerprint()));
  }

  private static String version() {
    return Optional.ofNullable(TrainingIdentity.class.getPackage().getImplementationVersion())
        .orElse("of no version");
  }

  /**
   * A value that is not the same.
   *
   * @param name the path of keys that leads to it
   * @param before what it was
   * @param now what it is
   */
  record Difference(String name, String before, String now) {
    /** Whether a training may go on with another value: it does what was declared from then on. */
    boolean isHarmless() {
      return name.equals(TRAINING + ".epochs")
          || name.startsWith(MACHINE + ".")
          || name.startsWith(TRAINING + ".on_divergence")
          || (name.startsWith(TRAINING + ".") && name.contains(".learning_rate"));
    }

    @Override
    public String toString() {
      return "%s %s (now %s)".formatted(name, before, now);
    }
  }

  /** In what {@code now} is not the same. */
  List<Difference> differences(TrainingIdentity now) {
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> after = new LinkedHashMap<>();
    flatten("", values, before);
    flatten("", now.values, after);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, NOTHING);
      String is = after.getOrDefault(name, NOTHING);
      if (!was.equals(is)) {
        differences.add(new Difference(name, was, is));
      }
    }
    return differences;
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten("%s[%s]".formatted(path, i), list.get(i), into);
      }
    } else {
      into.put(path, String.valueOf(value));
    }
  }
}
