package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of steps, thinned so that any number of steps takes little room and no extreme is lost:
 * neighbouring steps share a point with their mean, their least and their greatest loss. When there
 * are too many points, each two become one.
 */
public final class StepSeries {
  /** The most points. */
  public static final int MOST_POINTS = 1024;

  private final List<Point> points = new ArrayList<>();
  private int width = 1; // steps, or rounds, of a full point

  /** Some neighbouring steps. */
  private static final class Point {
    private long step; // the last of them
    private int count;
    private double lossSum;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double rate;
    private double rows;
    private double seconds;

    void add(long number, double loss, double learningRate, double taken, double time) {
      step = number;
      count++;
      lossSum += loss;
      least = Math.min(least, loss);
      greatest = Math.max(greatest, loss);
      rate = learningRate;
      rows += taken;
      seconds += time;
    }

    void add(Point next) {
      step = next.step;
      count += next.count;
      lossSum += next.lossSum;
      least = Math.min(least, next.least);
      greatest = Math.max(greatest, next.greatest);
      rate = next.rate;
      rows += next.rows;
      seconds += next.seconds;
    }
  }

  /**
   * Adds a step, or a round of several.
   *
   * @param step its number since the start
   * @param rows it took in
   * @param seconds it took
   */
  public void add(long step, double loss, double rate, double rows, double seconds) {
    if (points.isEmpty() || last().count >= width) {
      points.add(new Point());
    }
    last().add(step, loss, rate, rows, seconds);
    if (points.size() > MOST_POINTS) {
      halve();
    }
  }

  private Point last() {
    return points.get(points.size() - 1);
  }

  private void halve() {
    List<Point> pairs = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      Point pair = points.get(i);
      if (i + 1 < points.size()) {
        pair.add(points.get(i + 1));
      }
      pairs.add(pair);
    }
    points.clear();
    points.addAll(pairs);
    width *= 2;
  }

  /** Forgets the steps behind {@code step}, which will be taken again. */
  public void backTo(long step) {
    points.removeIf(point -> point.step > step);
  }

  /** Adds all of it to a record. */
  public ObjectNode write() {
    ObjectNode node = Json.object();
    node.put("steps_in_point", width);
    node.set("step", Json.numbers(points.stream().mapToDouble(p -> p.step).toArray()));
    node.set("loss", Json.numbers(points.stream().mapToDouble(p -> p.lossSum / p.count).toArray()));
    node.set("least_loss", Json.numbers(points.stream().mapToDouble(p -> p.least).toArray()));
    node.set("greatest_loss", Json.numbers(points.stream().mapToDouble(p -> p.greatest).toArray()));
    node.set("learning_rate", Json.numbers(points.stream().mapToDouble(p -> p.rate).toArray()));
    node.set(
        "samples_per_second",
        Json.numbers(points.stream().mapToDouble(p -> p.rows / p.seconds).toArray()));
    return node;
  }

  /** Goes on behind what {@link #write} gave; each point counts as full. */
  public static StepSeries read(JsonNode node) {
    StepSeries series = new StepSeries();
    series.width = Math.max(1, node.path("steps_in_point").asInt(1));
    for (int i = 0; i < Math.min(node.path("step").size(), MOST_POINTS); i++) {
      Point point = new Point();
      point.step = node.path("step").path(i).asLong();
      point.count = series.width;
      point.lossSum = Json.number(node.path("loss").path(i)) * series.width;
      point.least = Json.number(node.path("least_loss").path(i));
      point.greatest = Json.number(node.path("greatest_loss").path(i));
      point.rate = Json.number(node.path("learning_rate").path(i));
      point.rows = Json.number(node.path("samples_per_second").path(i));
      point.seconds = 1;
      series.points.add(point);
    }
    return series;
  }
}
