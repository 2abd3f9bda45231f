package io.kindling.driver.tensorboard;

import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.DeclaredSettings;
import io.kindling.driver.training.StepMeans;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingHandler;
import io.kindling.driver.training.TrainingPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Writes a training for TensorBoard, as it goes. By step: {@code loss/train}, {@code
 * learning_rate}, {@code samples_per_second}; at the end of each epoch: {@code epoch}, {@code
 * loss/train_epoch}, {@code loss/validation} and {@code METRIC/validation}, norms of layers, and
 * histograms of what each parameter is and of its gradient; the settings as hyperparameters.
 *
 * <p>Of a training of more than {@value StepMeans#MOST_POINTS} steps, each point is the mean over
 * some that follow one another. What was written is there to be read after each epoch, and every
 * ten seconds, but in object stores, which show files that are closed. A training that goes on does
 * so in another file of the folder, which says from which step on it takes the place of the earlier
 * one.
 *
 * <p>It needs no TensorFlow. A {@link BackgroundListener} around it keeps a slow disk from slowing
 * training.
 */
public final class TensorBoardListener implements TrainingHandler, AutoCloseable {
  private static final long FLUSH_NANOS = 10_000_000_000L;

  private final String folder;
  private final Configuration hadoop;
  private StepMeans steps = new StepMeans(1);
  private @Nullable EventFile file;
  private boolean closed;
  private int stepsPerEpoch;
  private long flushed;

  /**
   * Writes into a folder of one training.
   *
   * @param folder any Hadoop URI; made when training starts
   * @param hadoop how to reach it
   */
  public TensorBoardListener(String folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  @Override
  public Set<Detail> details() {
    return Set.of(Detail.NORMS, Detail.HISTOGRAMS);
  }

  /**
   * Writes what is to be written of an event.
   *
   * @throws WriteException when it cannot be written
   */
  @Override
  public synchronized void on(TrainingEvent event) {
    if (!closed) {
      TrainingHandler.super.on(event);
    }
  }

  @Override
  public void started(TrainingEvent.Started event) {
    stepsPerEpoch = event.plan().stepsPerEpoch();
    steps = new StepMeans((long) stepsPerEpoch * event.spec().epochs());
    EventFile begun = EventFile.in(folder, hadoop);
    file = begun;
    event.resumed().ifPresent(resumed -> begun.restart(resumed.steps() + 1));
    Map<String, Object> settings = DeclaredSettings.of(event.spec());
    settings.put("training.batch_size", event.plan().batching().batchSize());
    settings.put("training.shards", event.plan().batching().shards());
    begun.write(0, List.of(SessionValue.start(settings)));
    flush(begun);
  }

  @Override
  public void stepCompleted(TrainingEvent.StepCompleted event) {
    if (file != null) {
      steps.add(event);
      if (steps.isDue()) {
        writeSteps(file);
      }
      if (System.nanoTime() - flushed > FLUSH_NANOS) {
        flush(file);
      }
    }
  }

  private void writeSteps(EventFile file) {
    if (!steps.isEmpty()) {
      StepMeans.Point point = steps.take();
      file.write(
          point.step(),
          List.of(
              SummaryValue.scalar("loss/train", point.loss()),
              SummaryValue.scalar("learning_rate", point.learningRate()),
              SummaryValue.scalar("samples_per_second", point.samplesPerSecond())));
    }
  }

  @Override
  public void epochCompleted(TrainingEvent.EpochCompleted event) {
    if (file != null) {
      writeSteps(file);
      List<ProtobufMessage> values = new ArrayList<>();
      values.add(SummaryValue.scalar("epoch", event.epoch()));
      values.add(SummaryValue.scalar("loss/train_epoch", event.trainLoss()));
      event
          .validation()
          .orElse(Map.of())
          .forEach((name, value) -> values.add(SummaryValue.scalar(name + "/validation", value)));
      event.details().ifPresent(details -> add(details, values));
      file.write(event.step(), values);
      flush(file);
    }
  }

  private static void add(EpochDetails details, List<ProtobufMessage> values) {
    details
        .layers()
        .forEach(
            layer -> {
              values.add(
                  SummaryValue.scalar("weight_norm/" + layer.position(), layer.weightNorm()));
              values.add(
                  SummaryValue.scalar("gradient_norm/" + layer.position(), layer.gradientNorm()));
            });
    details
        .parameters()
        .forEach(
            parameter -> {
              values.add(SummaryValue.histogram("values/" + parameter.name(), parameter.values()));
              parameter
                  .gradient()
                  .ifPresent(
                      gradient ->
                          values.add(
                              SummaryValue.histogram("gradients/" + parameter.name(), gradient)));
            });
  }

  @Override
  public void rolledBack(TrainingEvent.RolledBack event) {
    if (file != null) {
      steps.clear();
      TrainingPosition back = event.position();
      file.restart((long) stepsPerEpoch * back.epochs() + back.batches() + 1);
    }
  }

  @Override
  public void finished(TrainingEvent.Finished event) {
    end(true);
  }

  @Override
  public void failed(TrainingEvent.Failed event) {
    end(false);
  }

  private void end(boolean success) {
    if (file != null) {
      writeSteps(file);
      file.write(0, List.of(SessionValue.end(success)));
      close();
    }
  }

  private void flush(EventFile file) {
    file.flush();
    flushed = System.nanoTime();
  }

  /** Writes no more. A training that has not ended is one that may go on. */
  @Override
  public synchronized void close() {
    closed = true;
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
