package io.kindling.driver.training;

import io.kindling.driver.data.PreparedData;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.model.PlainDifference;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.model.ManifestColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final String CHANGES = "changes"; // there if any were made on the way

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
        new LinkedHashMap<>(TrainingProvenance.of(model, spec.sync(), executors).values());
    Map<String, Object> machine = new LinkedHashMap<>();
    for (String name : List.of("spark", TrainingProvenance.BLAS)) {
      machine.put(name, training.remove(name));
    }
    values.put(TRAINING, training);
    values.put("data", data(data, spec));
    values.put(MACHINE, machine);
    return new TrainingIdentity(values);
  }

  private static Map<String, Object> data(PreparedData data, TrainingSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>();
    MissingMode missing = data.preprocessing().missing();
    if (missing != MissingMode.ERROR) { // rows are packed with their gaps, which checksums see
      values.put("missing", missing.configName());
    }
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

  static String version() {
    return Optional.ofNullable(TrainingIdentity.class.getPackage().getImplementationVersion())
        .orElse("of no version");
  }

  /** The same when more executors have computed. */
  TrainingIdentity computedBy(List<BlasSurvey.Answer> executors) {
    Map<String, Object> machine = new LinkedHashMap<>();
    if (values.get(MACHINE) instanceof Map<?, ?> before) {
      before.forEach((name, value) -> machine.put(String.valueOf(name), value));
    }
    machine.put(TrainingProvenance.BLAS, TrainingProvenance.kinds(executors));
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(MACHINE, machine);
    return new TrainingIdentity(more);
  }

  /** In what {@code now} is not the same; what was changed before does not count. */
  List<PlainDifference> differences(TrainingIdentity now) {
    return PlainDifference.between(declared(), now.declared());
  }

  private Map<String, Object> declared() {
    Map<String, Object> declared = new LinkedHashMap<>(values);
    declared.remove(CHANGES);
    return declared;
  }

  /** Whether a training may go on with another value: it does what was declared from then on. */
  static boolean isHarmless(PlainDifference difference) {
    String name = difference.name();
    return name.equals(TRAINING + ".epochs")
        || name.startsWith(MACHINE + ".")
        || name.startsWith(TRAINING + ".on_divergence")
        || (name.startsWith(TRAINING + ".") && name.contains(".learning_rate"));
  }

  /** What was changed since the start, each time that the training went on: a line each. */
  List<String> changes() {
    return values.get(CHANGES) instanceof List<?> lines
        ? lines.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * The identity of a training that goes on from a state.
   *
   * @param differences from what it was then, a line each
   */
  TrainingIdentity goingOnFrom(TrainingState state, List<String> differences) {
    TrainingPosition position = state.position();
    List<String> changes = new ArrayList<>(state.identity().changes());
    for (String difference : differences) {
      changes.add(
          "after epoch %s, batch %s: %s"
              .formatted(position.epochs(), position.batches(), difference));
    }
    if (changes.isEmpty()) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(CHANGES, changes);
    return new TrainingIdentity(more);
  }
}
