package io.kindling.submit.command;

import io.kindling.driver.mlflow.MlflowListener;
import io.kindling.driver.tensorboard.TensorBoardListener;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.TrainerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where else it is told how a training goes: TensorBoard, MLflow, both or neither. */
final class Tracking implements AutoCloseable {
  private final Optional<TensorBoardListener> events;
  private final Optional<BackgroundListener> telling;
  private final Optional<MlflowListener> run;
  private final List<String> lines = new ArrayList<>();

  /** Tells one training. */
  Tracking(Optional<TensorBoardListener> events, Optional<MlflowListener> run) {
    this.events = events;
    this.telling = events.map(file -> new BackgroundListener("TensorBoard's file", file));
    this.run = run;
  }

  /** What a person is to know of it at the start. */
  Tracking say(String line) {
    lines.add(line);
    return this;
  }

  /** What a person is to know of it, a line each. */
  List<String> lines() {
    return lines;
  }

  void listenTo(TrainerBuilder builder) {
    telling.ifPresent(builder::listener);
    run.ifPresent(builder::listener);
  }

  /** A signal ends the training. */
  void interrupt() {
    events.ifPresent(TensorBoardListener::close);
    run.ifPresent(MlflowListener::interrupt);
  }

  @Override
  public void close() {
    run.ifPresent(MlflowListener::close);
    telling.ifPresent(BackgroundListener::close);
    events.ifPresent(TensorBoardListener::close);
  }
}
