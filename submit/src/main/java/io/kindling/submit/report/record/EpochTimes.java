package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.aggregation.StepTimes;

/** Where the time of an epoch's steps went: means over its steps, or rounds, in seconds. */
final class EpochTimes {
  private int steps;
  private double ship;
  private double transport;
  private double compute;
  private double waiting;
  private double merge;
  private double optimize;

  void add(StepTimes times) {
    steps++;
    ship += times.ship();
    transport += times.transport();
    compute += times.compute();
    waiting += times.waiting();
    merge += times.merge();
    optimize += times.optimize();
  }

  /** The means so far. */
  StepTimes means() {
    return new StepTimes(
        ship / steps,
        (transport + compute + waiting + merge) / steps,
        compute / steps,
        waiting / steps,
        merge / steps,
        optimize / steps);
  }

  /** The means so far, recorded; the next step is the first of another epoch. */
  ObjectNode take() {
    ObjectNode node = Json.object();
    node.put("steps", steps);
    StepTimes means = means();
    node.set("ship", Json.number(means.ship()));
    node.set("transport", Json.number(means.transport()));
    node.set("compute", Json.number(means.compute()));
    node.set("waiting", Json.number(means.waiting()));
    node.set("merge", Json.number(means.merge()));
    node.set("optimize", Json.number(means.optimize()));
    steps = 0;
    ship = 0;
    transport = 0;
    compute = 0;
    waiting = 0;
    merge = 0;
    optimize = 0;
    return node;
  }
}
