package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.DeclaredSettings;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPlan;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkNode;
import io.kindling.kernels.network.NetworkSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is known of a training when it starts. */
final class PlanRecord {
  private PlanRecord() {}

  static ObjectNode of(TrainingEvent.Started started) {
    TrainingPlan plan = started.plan();
    TrainingSpec spec = plan.spec();
    ObjectNode node = declared(spec);
    node.put("steps_per_epoch", plan.stepsPerEpoch());
    node.put("batch_size", plan.batching().batchSize());
    node.put("shards", plan.batching().shards());
    node.put("sync", SyncPolicy.CATALOGUE.nameOf(started.sync()));
    node.put("parameters", plan.parameters());
    node.put("trainable", NetworkSummary.of(plan.model()).trainable());
    node.put("freezes", !plan.model().frozen().isEmpty());
    node.set("start", Json.texts(plan.start()));
    node.put("training_rows", plan.trainingRows());
    node.put("validation_rows", plan.validationRows());
    node.set("network", network(plan.model()));
    return node;
  }

  /** What is declared. */
  static ObjectNode declared(TrainingSpec spec) {
    ObjectNode node = Json.object();
    node.put("task", spec.loss().task().name().toLowerCase(Locale.ROOT));
    node.put("loss", Loss.CATALOGUE.nameOf(spec.loss()));
    node.set("metrics", metrics(spec));
    node.set("monitor", monitor(spec));
    node.put("epochs_declared", spec.epochs());
    ObjectNode settings = node.putObject("settings");
    DeclaredSettings.of(spec).forEach((key, value) -> settings.put(key, String.valueOf(value)));
    return node;
  }

  private static ArrayNode metrics(TrainingSpec spec) {
    ArrayNode metrics = Json.array();
    for (Metric metric : spec.metrics()) {
      if (metric.aim() != Metric.Aim.NONE) {
        ObjectNode node = metrics.addObject();
        node.put("name", metric.valueName());
        node.put("better", metric.aim() == Metric.Aim.LOW ? "lower" : "higher");
      }
    }
    return metrics;
  }

  private static ObjectNode monitor(TrainingSpec spec) {
    EarlyStopping stopping = spec.earlyStopping();
    ObjectNode node = Json.object();
    node.put("metric", stopping.metric());
    node.put("better", stopping.lowerIsBetter(spec.metrics()) ? "lower" : "higher");
    node.put("keeps_best", stopping.keepBest());
    stopping.patience().ifPresent(epochs -> node.put("patience", epochs));
    return node;
  }

  private static ObjectNode network(ModelSpec model) {
    ObjectNode network = Json.object();
    network.put("input", model.input().toString());
    ArrayNode layers = network.putArray("layers");
    for (NetworkSummary.Line line : NetworkSummary.of(model).lines()) {
      ObjectNode layer = layers.addObject();
      layer.put("position", line.name());
      layer.put("kind", line.kind());
      layer.put("output", line.output().toString());
      layer.put("parameters", line.parameters());
      layer.put("trainable", line.trainable());
      layer.put("flops", line.flops());
    }
    ArrayNode nodes = network.putArray("nodes");
    for (NetworkNode it : model.network().nodes()) {
      ObjectNode node = nodes.addObject();
      node.put("name", it.name());
      node.set("inputs", Json.texts(it.inputs()));
      node.put("join", it.join().name().toLowerCase(Locale.ROOT));
      node.put("layers", it.layers().size());
    }
    return network;
  }

  /** What computes, and on what. */
  static ObjectNode environment(TrainingEvent.Started started) {
    Map<String, Object> provenance = started.provenance().values();
    ObjectNode node = Json.object();
    node.put("kindling", text(provenance, "kindling"));
    node.put("spark", text(provenance, "spark"));
    node.put("java", Runtime.version().toString());
    node.put("system", "%s %s".formatted(property("os.name"), property("os.arch")));
    ArrayNode executors = node.putArray("executors");
    for (BlasSurvey.Answer answer : started.executors()) {
      ObjectNode executor = executors.addObject();
      executor.put("name", answer.executor());
      executor.put("host", answer.host());
      executor.put("blas", answer.blas().toString());
    }
    node.set("data", Json.MAPPER.valueToTree(provenance.getOrDefault("data", Map.of())));
    return node;
  }

  private static String text(Map<String, Object> values, String name) {
    return String.valueOf(values.getOrDefault(name, ""));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  /** What a person should know at the start. */
  static List<String> warnings(TrainingEvent.Started started) {
    return Stream.concat(
            started.executors().stream()
                .flatMap(answer -> answer.blas().warnings().stream())
                .distinct(),
            started.plan().warnings().stream())
        .toList();
  }
}
