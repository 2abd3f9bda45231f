package io.kindling.submit.console;

import io.kindling.driver.data.Batching;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSummary;
import io.kindling.kernels.spec.Names;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.IntStream;

/** A network as a table: layers, shapes, parameters, arithmetic. */
public final class NetworkTable {
  private static final String TRAINABLE = "trainable";
  private static final String BYTES = "bytes/row";
  private static final int TRAINABLE_AT = 4;

  private NetworkTable() {}

  /** Prints the table, with what is trained where layers are frozen, and the loss. */
  public static void print(ModelSpec spec, PrintWriter out) {
    NetworkSummary summary = NetworkSummary.of(spec);
    boolean freezes = !spec.frozen().isEmpty();
    TextTable table =
        new TextTable(
            3,
            row(freezes, "layer", "kind", "output", "parameters", TRAINABLE, "FLOPs/row", BYTES));
    table.add(
        row(freezes, "input", "", spec.input().toString(), "", "", "", bytes(spec.input().size())));
    for (NetworkSummary.Line line : summary.lines()) {
      table.add(
          row(
              freezes,
              line.name(),
              line.kind(),
              line.output().toString(),
              number(line.parameters()),
              number(line.trainable()),
              number(line.flops()),
              bytes(line.values())));
    }
    table.add(
        row(
            freezes,
            "total",
            "",
            "",
            number(summary.parameters()),
            number(summary.trainable()),
            number(summary.flops()),
            bytes(summary.values() + spec.input().size())));
    table.lines().forEach(out::println);
    out.printf("loss: %s%n", Loss.CATALOGUE.write(spec.loss()));
    out.flush();
  }

  /** A row of the table, without what is trained where that is all. */
  private static String[] row(boolean freezes, String... cells) {
    return IntStream.range(0, cells.length)
        .filter(i -> freezes || i != TRAINABLE_AT)
        .mapToObj(i -> cells[i])
        .toArray(String[]::new);
  }

  /** Prints what a step takes. */
  public static void printStep(ModelSpec spec, Batching batching, PrintWriter out) {
    NetworkSummary summary = NetworkSummary.of(spec);
    long values = summary.values() + spec.input().size();
    long rows = ((long) batching.batchSize() + batching.shards() - 1) / batching.shards();
    out.printf(
        Locale.ROOT,
        "a step of %s in %s: about %,d FLOPs forward and backward, and %,d bytes of"
            + " buffers for each core, besides %,d for a gradient%n",
        Names.count(batching.batchSize(), "row"),
        Names.count(batching.shards(), "shard"),
        3 * summary.flops() * batching.batchSize(),
        Float.BYTES * values * rows,
        Float.BYTES * (long) spec.compile().parameters().changing());
    out.flush();
  }

  private static String bytes(long values) {
    return number(Float.BYTES * values);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
