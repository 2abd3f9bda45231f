package io.kindling.submit.console;

import io.kindling.driver.data.Batching;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSummary;
import java.io.PrintWriter;
import java.util.Locale;

/** A network as a table: layers, shapes, parameters, arithmetic. */
public final class NetworkTable {
  private NetworkTable() {}

  /** Prints the table, and the loss. */
  public static void print(ModelSpec spec, PrintWriter out) {
    NetworkSummary summary = NetworkSummary.of(spec);
    TextTable table =
        new TextTable(3, "layer", "kind", "output", "parameters", "FLOPs/row", "bytes/row");
    table.add("input", "", spec.input().toString(), "", "", bytes(spec.input().size()));
    for (NetworkSummary.Line line : summary.lines()) {
      table.add(
          line.name(),
          line.kind(),
          line.output().toString(),
          number(line.parameters()),
          number(line.flops()),
          bytes(line.values()));
    }
    long values = summary.values() + spec.input().size();
    table.add(
        "total", "", "", number(summary.parameters()), number(summary.flops()), bytes(values));
    table.lines().forEach(out::println);
    out.printf("loss: %s%n", Loss.CATALOGUE.write(spec.loss()));
    out.flush();
  }

  /** Prints what a step takes. */
  public static void printStep(ModelSpec spec, Batching batching, PrintWriter out) {
    NetworkSummary summary = NetworkSummary.of(spec);
    long values = summary.values() + spec.input().size();
    long rows = ((long) batching.batchSize() + batching.shards() - 1) / batching.shards();
    out.printf(
        Locale.ROOT,
        "a step of %,d rows in %,d shards: about %,d FLOPs forward and backward, and %,d bytes of"
            + " buffers for each core, besides %,d for a gradient%n",
        batching.batchSize(),
        batching.shards(),
        3 * summary.flops() * batching.batchSize(),
        Float.BYTES * values * rows,
        Float.BYTES * summary.parameters());
    out.flush();
  }

  private static String bytes(long values) {
    return number(Float.BYTES * values);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
