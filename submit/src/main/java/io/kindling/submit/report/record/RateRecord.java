package io.kindling.submit.report.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.driver.exploration.RateFinder;
import java.time.Instant;
import java.util.List;

/** A range test of the learning rate. */
public final class RateRecord {
  private RateRecord() {}

  /**
   * The record of a test.
   *
   * @param name what people call what was trained
   * @param config by which it was declared, as {@code ConfigSource} writes it
   * @param points at least one
   */
  public static ObjectNode of(String name, Object config, List<RateFinder.Point> points) {
    ObjectNode node = Json.object();
    node.put("format", RunRecorder.FORMAT);
    node.put("kind", "rate");
    node.put("name", name);
    node.put("updated", Instant.now().toString());
    node.set(
        "learning_rate",
        Json.numbers(points.stream().mapToDouble(RateFinder.Point::rate).toArray()));
    node.set("loss", Json.numbers(points.stream().mapToDouble(RateFinder.Point::loss).toArray()));
    node.set("suggestion", Json.number(RateFinder.suggestion(points)));
    node.set("config", Json.MAPPER.valueToTree(config));
    return node;
  }
}
