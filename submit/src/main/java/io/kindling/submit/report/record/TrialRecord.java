package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.exploration.TrialResult;
import java.util.List;
import java.util.Locale;

/** A trial of a comparison, in the form of a training's record. */
public final class TrialRecord {
  private TrialRecord() {}

  /** The record of a trial and how it went. */
  public static ObjectNode of(Trial trial, TrialResult result) {
    ObjectNode node = Json.object();
    node.put("name", result.name());
    node.put("state", result.end().name().toLowerCase(Locale.ROOT));
    node.setAll(PlanRecord.declared(trial.spec()));
    StepSeries steps = new StepSeries();
    List<Double> losses = result.stepLosses();
    for (int i = 0; i < losses.size(); i++) {
      steps.add(i + 1L, losses.get(i), Double.NaN, Double.NaN, 1);
    }
    node.set("steps", steps.write());
    ArrayNode epochs = node.putArray("epochs");
    for (TrialResult.Epoch ended : result.epochs()) {
      ObjectNode epoch = epochs.addObject();
      epoch.put("epoch", epochs.size());
      epoch.put("step", ended.step());
      epoch.set("train_loss", Json.number(ended.trainLoss()));
      if (!ended.validation().isEmpty()) {
        ObjectNode validation = epoch.putObject("validation");
        ended.validation().forEach((name, value) -> validation.set(name, Json.number(value)));
      }
      BestEpochRecord.note(epoch, node);
    }
    return node;
  }
}
