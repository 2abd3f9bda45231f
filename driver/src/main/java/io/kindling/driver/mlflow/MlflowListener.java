package io.kindling.driver.mlflow;

import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an MLflow tracking server of a training, by its REST API. A training is a run: what is
 * declared are its params; by step {@code train/loss}, {@code train/learning_rate} and {@code
 * train/samples_per_second}, and at the end of each epoch {@code epoch}, {@code train/epoch_loss},
 * {@code validation/loss} and {@code validation/METRIC} its metrics; where it comes from its tags;
 * the files of the model, in the folder {@code model}, its artifacts, where the server takes
 * artifacts. Of a training of many steps each point is the mean over some that follow one another.
 * A training that goes on is another run, whose steps go on.
 *
 * <p>Training does not wait for the server: events are heard on a thread of their own, in requests
 * of at most 1,000 metrics. A server that fails is asked again for half a minute, one that cannot
 * be reached at the start is not; then the log says so, in one line, and training goes on without.
 * At the end it is waited for, 20 seconds at most and one more for each megabyte of the model.
 */
public final class MlflowListener implements TrainingListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MlflowListener.class);

  private static final Duration EACH = Duration.ofSeconds(30);
  private static final Duration AT_THE_END = Duration.ofSeconds(20);
  private static final Duration AFTER_A_SIGNAL = Duration.ofSeconds(5);
  private static final int BYTES = 1_000_000; // each second at least

  private final MlflowServer server;
  private final Duration atTheEnd;
  private final Patience patience;
  private final RunLog run;
  private final BackgroundListener background;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean interrupted;

  /**
   * A listener to one training.
   *
   * @param experiment the name of an experiment, which is made if there is none
   * @param name of the run
   */
  public MlflowListener(MlflowServer server, String experiment, String name) {
    this(server, experiment, name, EACH, AT_THE_END);
  }

  MlflowListener(
      MlflowServer server, String experiment, String name, Duration each, Duration atTheEnd) {
    this.server = server;
    this.atTheEnd = atTheEnd;
    this.patience = new Patience(each);
    this.run = new RunLog(server, new MlflowRequests(server, patience), experiment, name);
    this.background = new BackgroundListener("run of MLflow", run);
  }

  @Override
  public void on(TrainingEvent event) {
    if (interrupted) {
      return;
    }
    if (event instanceof TrainingEvent.Finished finished) {
      long bytes = 4L * finished.model().sharedParameters().length;
      patience.endWithin(atTheEnd.plusSeconds(bytes / BYTES));
      ended.set(true);
    } else if (event instanceof TrainingEvent.Failed) {
      patience.endWithin(atTheEnd);
      ended.set(true);
    }
    background.on(event);
  }

  /** A signal ends the training: the run says so, if the server answers at once. */
  public void interrupt() {
    interrupted = true;
    patience.endWithin(Duration.ZERO);
    if (!ended.getAndSet(true)) {
      run.run()
          .ifPresent(
              begun -> {
                Patience some = new Patience(AFTER_A_SIGNAL);
                some.endWithin(AFTER_A_SIGNAL);
                try {
                  begun.by(new MlflowRequests(server, some)).end(MlflowRun.Status.KILLED);
                } catch (MlflowException e) {
                  log.warn("{}", e.toString());
                }
              });
    }
  }

  /** Waits until the server has heard all, or time is up. */
  @Override
  public void close() {
    if (!ended.getAndSet(true)) {
      patience.endWithin(atTheEnd);
    }
    background.close();
  }
}
