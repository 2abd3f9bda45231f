package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What the systems came to in all rounds. */
final class PeerFigures {
  private static final List<String> PARTS =
      List.of("step_ms", "compute_ms", "optimize_ms", "beyond_ms", "waiting_ms");

  private final Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();

  /** Notes what a turn of a system came to. */
  void add(String peer, Map<String, Double> figures) {
    rounds.computeIfAbsent(peer, name -> new ArrayList<>()).add(figures);
  }

  /**
   * A line of JSON: the medians of a figure, how many times as fast as the best of each peer
   * Kindling is, the parts of its steps, and all values.
   */
  Map<String, Object> line(TrainingCase training, String figure) {
    boolean seconds = figure.equals(Figures.SECONDS);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("network", training.widths());
    line.put("batch", training.batch());
    line.put("figure", figure);
    Map<String, Double> fastest = new LinkedHashMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    for (String peer : rounds.keySet()) {
      double median = Medians.of(values(peer, figure).toArray());
      line.put(peer, shown(median));
      double speed = seconds ? 1 / median : median;
      fastest.merge(peer.replaceFirst("_.*", ""), speed, Math::max);
      all.put(peer, values(peer, figure).mapToObj(PeerFigures::shown).toList());
    }
    fastest.forEach(
        (peer, speed) -> {
          if (!peer.equals(PeerProcesses.KINDLING)) {
            double ours = fastest.getOrDefault(PeerProcesses.KINDLING, Double.NaN);
            line.put("speed_of_" + peer, shown(ours / speed));
          }
        });
    for (String part : PARTS) {
      line.put(part, shown(Medians.of(values(PeerProcesses.KINDLING, part).toArray())));
    }
    line.put("rounds", all);
    return line;
  }

  private DoubleStream values(String peer, String figure) {
    return rounds.getOrDefault(peer, List.of()).stream()
        .mapToDouble(figures -> figures.getOrDefault(figure, Double.NaN));
  }

  /** Four digits are more than the noise leaves; text for what JSON has no number for. */
  private static Object shown(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    return value >= 1e3 ? (Object) Math.round(value) : Math.round(value * 1e3) / 1e3;
  }
}
