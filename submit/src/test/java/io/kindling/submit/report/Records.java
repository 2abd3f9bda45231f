package io.kindling.submit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.report.record.Json;

/** Records of trainings that never took place. */
public final class Records {
  private Records() {}

  /** A training that was validated, with a loss for each epoch: of training, of validation. */
  public static ObjectNode run(double[]... losses) {
    ObjectNode run = Json.object();
    run.put("format", 1).put("kind", "run").put("name", "made up").put("state", "finished");
    run.put("task", "multiclass").put("loss", "softmax_cross_entropy");
    run.putArray("metrics").addObject().put("name", "accuracy").put("better", "higher");
    run.putObject("monitor").put("metric", "loss").put("better", "lower");
    run.put("epochs_declared", losses.length).put("steps_per_epoch", 10);
    run.put("training_rows", 640).put("validation_rows", 100).put("batch_size", 64);
    run.put("shards", 2).put("sync", "every_step").put("parameters", 42).put("seconds", 12.5);
    run.putArray("warnings");
    ArrayNode epochs = run.putArray("epochs");
    int best = 0;
    for (int i = 0; i < losses.length; i++) {
      ObjectNode epoch = epochs.addObject().put("epoch", i + 1).put("step", 10 * (i + 1));
      epoch.put("train_loss", losses[i][0]).put("learning_rate", 0.1);
      epoch.put("seconds", 1.25).put("samples_per_second", 512);
      epoch.putObject("validation").put("loss", losses[i][1]).put("accuracy", 1 - losses[i][1]);
      best = losses[i][1] < losses[best][1] ? i : best;
    }
    run.put("best_epoch", best + 1).put("kept_epoch", losses.length);
    return run;
  }
}
