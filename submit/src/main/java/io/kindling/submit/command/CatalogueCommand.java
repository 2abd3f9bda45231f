package io.kindling.submit.command;

import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.schedule.Schedule;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.OnDivergence;
import io.kindling.kernels.layer.Units;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.Catalogue;
import io.kindling.partitioning.column.ColumnKind;
import io.kindling.partitioning.source.SourceFormat;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.submit.console.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kindling catalogue}. */
@Command(
    name = "catalogue",
    description = "Show all that a config file can name, with arguments, defaults and formulas.",
    mixinStandardHelpOptions = true)
public final class CatalogueCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    printFormats(out);
    catalogues()
        .forEach(
            (title, catalogue) -> {
              out.println(title);
              TextTable table = new TextTable(3, "  name", "arguments", "computes");
              for (Catalogue.Entry entry : catalogue.entries()) {
                table.add("  " + entry.name(), arguments(entry), entry.formula());
              }
              table.lines().forEach(out::println);
              out.println();
            });
    out.flush();
    return 0;
  }

  /** Each format takes {@code label} and {@code weight} besides. */
  private static void printFormats(PrintWriter out) {
    out.println("Formats of data");
    TextTable table = new TextTable(3, "  name", "settings", "is");
    for (SourceFormat format : SourceFormats.all()) {
      table.add("  " + format.name(), String.join(", ", format.settings()), format.description());
    }
    table.lines().forEach(out::println);
    out.println();
  }

  private static Map<String, Catalogue<?>> catalogues() {
    Map<String, Catalogue<?>> catalogues = new LinkedHashMap<>();
    catalogues.put("Kinds of columns", ColumnKind.CATALOGUE);
    catalogues.put("Layers", LayerCatalogue.LAYERS);
    catalogues.put("Units of a dense layer", Units.CATALOGUE);
    catalogues.put("Initializers", Initializer.CATALOGUE);
    catalogues.put("Losses", Loss.CATALOGUE);
    catalogues.put("Optimizers", Optimizer.CATALOGUE);
    catalogues.put("Learning rate schedules", Schedule.CATALOGUE);
    catalogues.put("Gradient clipping", Clipping.CATALOGUE);
    catalogues.put("Sync policies", SyncPolicy.CATALOGUE);
    catalogues.put("Reactions to divergence", OnDivergence.CATALOGUE);
    catalogues.put("Inner states of local steps", InnerState.CATALOGUE);
    catalogues.put("Metrics", Metric.CATALOGUE);
    return catalogues;
  }

  private static String arguments(Catalogue.Entry entry) {
    return entry.arguments().stream()
        .map(a -> a.name() + a.fallback().map(value -> " = " + value).orElse(""))
        .collect(Collectors.joining(", "));
  }
}
