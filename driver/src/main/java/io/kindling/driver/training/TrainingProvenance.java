package io.kindling.driver.training;

import io.kindling.driver.data.Batching;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a manifest says of the training that a model comes from. */
final class TrainingProvenance {
  private static final String EPOCH = "epoch";
  private static final String CHANGES = "changes";

  /** What computes the matrix products. */
  static final String BLAS = "blas";

  private TrainingProvenance() {}

  /**
   * The training as a manifest records it; defaults are left out.
   *
   * @param policy what is declared, or what was chosen by measuring
   */
  static Provenance of(PreparedModel model, SyncPolicy policy, List<BlasSurvey.Answer> executors) {
    TrainingSpec spec = model.spec();
    Batching batching = model.data().batching();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", spec.seed());
    values.put("rows", model.data().train().rows());
    values.put("epochs", spec.epochs());
    values.put("batch_size", batching.batchSize());
    values.put("shards", batching.shards());
    if (!policy.equals(new EveryStep())) {
      values.put("sync", SyncPolicy.CATALOGUE.write(policy));
    }
    if (!spec.onDivergence().equals(new OnDivergence.Stop())) {
      values.put("on_divergence", OnDivergence.CATALOGUE.write(spec.onDivergence()));
    }
    UpdateRule update = spec.update();
    values.put("optimizer", Optimizer.CATALOGUE.write(update.optimizer()));
    if (!update.penalty().equals(Penalty.NONE)) {
      values.put("penalty", Map.of("l1", update.penalty().l1(), "l2", update.penalty().l2()));
    }
    update.clipping().ifPresent(clip -> values.put("clip", Clipping.CATALOGUE.write(clip)));
    update.averageDecay().ifPresent(decay -> values.put("average", Map.of("decay", decay)));
    spec.classWeights().ifPresent(weights -> values.put("class_weights", weights.write()));
    spec.initialWeights().ifPresent(start -> values.put("initial_weights", start.sha256()));
    spec.initFrom()
        .ifPresent(
            from ->
                values.put("init_from", from.write(model.data().context().hadoopConfiguration())));
    if (!model.frozen().isEmpty()) {
      values.put("freeze", model.frozen());
    }
    if (!spec.earlyStopping().equals(EarlyStopping.NONE)) {
      values.put("monitor", spec.earlyStopping().write());
    }
    values.put("spark", model.data().context().version());
    values.put(BLAS, kinds(executors));
    return new Provenance(values);
  }

  /** What computes, each kind once. */
  static List<String> kinds(List<BlasSurvey.Answer> executors) {
    return executors.stream().map(answer -> answer.blas().toString()).distinct().toList();
  }

  /** The same when more executors have computed. */
  static Provenance computedBy(List<BlasSurvey.Answer> executors, Provenance training) {
    Map<String, Object> values = new LinkedHashMap<>(training.values());
    values.replace(BLAS, kinds(executors));
    return new Provenance(values);
  }

  /**
   * What training it again needs besides, and what that can be compared with.
   *
   * @param identity of the training, with what was changed on its way
   * @param notes of whoever declared it
   */
  static Provenance complete(
      Provenance training,
      PreparedData data,
      TrainingIdentity identity,
      Map<String, Object> notes) {
    Provenance all =
        training
            .with("kindling", TrainingIdentity.version())
            .with("data", data(data))
            .withAll(notes);
    return identity.changes().isEmpty() ? all : all.with(CHANGES, identity.changes());
  }

  private static Map<String, Object> data(PreparedData data) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("train", rows(data.sources().train(), data.train()));
    data.validation()
        .ifPresent(rows -> values.put("validation", rows(data.sources().validation(), rows)));
    return values;
  }

  private static String rows(String source, ShardedData rows) {
    return "%s rows of %s with checksum %s"
        .formatted(rows.rows(), source, Long.toHexString(rows.fingerprint()));
  }

  /** The same of a model that has the parameters after this epoch. */
  static Provenance after(int epoch, Provenance training) {
    return training.with(EPOCH, epoch);
  }

  /** The same after setbacks. */
  static Provenance with(List<Setback> setbacks, Provenance training) {
    if (setbacks.isEmpty()) {
      return training;
    }
    Map<String, Object> values = new LinkedHashMap<>(training.values());
    values.put("setbacks", setbacks.stream().map(Setback::write).toList());
    return new Provenance(values);
  }
}
