package io.kindling.submit.console;

import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;

/** A progress bar for each epoch, with the loss and the samples per second of the last steps. */
public final class StepBar implements TrainingListener {
  private static final int WIDTH = 100;
  private static final double SMOOTHING = 0.9;

  private final PrintStream terminal;
  private @Nullable ProgressBar bar;
  private int epochs;
  private int steps;
  private double rate;
  private boolean closed;

  /** Draws on {@code terminal}. */
  public StepBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Listens where there is a terminal, not a file or a pipe. */
  public void listenTo(TrainerBuilder builder) {
    if (Help.Ansi.AUTO.enabled()) {
      builder.listener(this);
    }
  }

  @Override
  public synchronized void on(TrainingEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof TrainingEvent.Started started) {
      epochs = started.spec().epochs();
      steps = started.plan().stepsPerEpoch();
    } else if (event instanceof TrainingEvent.StepCompleted step) {
      draw(step);
    } else if (event instanceof TrainingEvent.RolledBack
        || event instanceof TrainingEvent.Finished) {
      finish();
    }
  }

  private void draw(TrainingEvent.StepCompleted step) {
    if (bar == null) {
      bar = start(step.epoch());
    }
    double now = step.rows() / step.seconds();
    rate = rate == 0 ? now : SMOOTHING * rate + (1 - SMOOTHING) * now;
    bar.setExtraMessage(
        String.format(Locale.ROOT, "loss %.4f, %,.0f samples/s", step.loss(), rate));
    bar.stepTo(step.stepInEpoch());
    if (step.stepInEpoch() == steps) {
      finish();
    }
  }

  private ProgressBar start(int epoch) {
    return new ProgressBarBuilder()
        .setTaskName("epoch %s/%s".formatted(epoch, epochs))
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
        .clearDisplayOnFinish()
        .hideEta()
        .build();
  }

  /** Takes the bar off the terminal, for good. */
  public synchronized void close() {
    closed = true;
    finish();
  }

  private void finish() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
