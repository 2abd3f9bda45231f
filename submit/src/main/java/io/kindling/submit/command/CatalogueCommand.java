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
import io.kindling.partitioning.source.SourceFormat;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.submit.console.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling catalogue}. */
@Command(
    name = "catalogue",
    description = "Show all that a config file can name, with arguments, defaults and formulas.",
    footer = "    kindling catalogue",
    mixinStandardHelpOptions = true)
public final class CatalogueCommand implements Callable<Integer> {
  private static final String ALL = "What a config file can name";
  private static final String PAGE_HEAD =
      "# "
          + ALL
          + "\n\n`kindling catalogue --markdown` made this page; [config.md](config.md) says where"
          + " each stands.";
  private static final String FORMATS = "Formats of data";
  private static final int COLUMNS = 3;

  @Spec private CommandSpec command;

  @Option(names = "--markdown", description = "As a page of Markdown: docs/catalogue.md is this.")
  private boolean markdown;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    out.println(markdown ? PAGE_HEAD : ALL);
    tables()
        .forEach(
            (title, table) -> {
              out.println(markdown ? "\n## %s\n".formatted(title) : "\n" + title);
              List<String> lines =
                  markdown
                      ? table.markdown(title.equals(FORMATS) ? 2 : COLUMNS)
                      : table.lines().stream().map(line -> "  " + line).toList();
              lines.forEach(out::println);
            });
    out.flush();
    return 0;
  }

  private static Map<String, TextTable> tables() {
    Map<String, TextTable> tables = new LinkedHashMap<>();
    TextTable formats = new TextTable(COLUMNS, "name", "settings", "is");
    for (SourceFormat format : SourceFormats.all()) {
      formats.add(format.name(), String.join(", ", format.settings()), format.description());
    }
    tables.put(FORMATS, formats); // each takes label and weight besides
    catalogues()
        .forEach(
            (title, catalogue) -> {
              TextTable table = new TextTable(COLUMNS, "name", "arguments", "computes");
              for (Catalogue.Entry entry : catalogue.entries()) {
                table.add(entry.name(), arguments(entry), entry.formula());
              }
              tables.put(title, table);
            });
    return tables;
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
