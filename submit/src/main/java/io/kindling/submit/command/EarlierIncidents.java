package io.kindling.submit.command;

import io.kindling.driver.training.Incident;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** What happened before a training, and belongs into its history. */
final class EarlierIncidents implements TrainingListener {
  private final List<Incident> waiting = new ArrayList<>();

  void add(Incident incident) {
    waiting.add(incident);
  }

  @Override
  public List<Incident> incidents() {
    List<Incident> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  @Override
  public void on(TrainingEvent event) {}
}
