package io.kindling.submit.command;

import io.kindling.driver.training.Comparison;
import io.kindling.driver.training.Course;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.chart.LineChart;
import io.kindling.submit.chart.Smoothing;
import io.kindling.submit.config.RunConfig;
import io.kindling.submit.config.Variations;
import io.kindling.submit.console.TextTable;
import io.kindling.submit.output.PictureFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kindling compare}. */
@Command(
    name = "compare",
    description =
        "Train several variations of a config file from the same start, sharing each pass over the"
            + " data, and draw their losses in one picture.",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private static final int SMOOTHED = 20;
  private static final String PICTURE = "comparison.svg";

  @Spec private CommandSpec command;

  @Mixin private final ConfigArguments config = new ConfigArguments();

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "KEY.PATH=VALUE,VALUE…",
      description =
          "The values that a setting takes, one for each training; given several times, every combination.")
  private List<String> vary;

  @Option(names = "--halve", description = "Drop the worse half after epochs 1, 2, 4, 8 and so on.")
  private boolean halve;

  @Option(
      names = "--output",
      paramLabel = "FILE.svg|DIR",
      description = "Where the picture goes; comparison.svg by default, in a folder too.",
      defaultValue = PICTURE)
  private String output;

  @Mixin private final MasterOption master = new MasterOption();

  @Override
  public Integer call() throws IOException {
    List<Variations.Variation> variations = Variations.read(config.file, config.overrides, vary);
    List<Comparison.Contender> contenders =
        variations.stream()
            .map(v -> new Comparison.Contender(v.name(), v.config().training()))
            .toList();
    RunConfig first = variations.get(0).config();
    if (!variations.stream().allMatch(v -> v.config().data().equals(first.data()))) {
      throw InvalidInputException.at(
          "--vary", "different data", "the same for all, since they share each pass over it");
    }
    try (JavaSparkContext context = master.start("kindling compare")) {
      PictureFile picture = PictureFile.at(output, PICTURE, context.hadoopConfiguration());
      List<Course> courses = run(context, first, contenders);
      draw(courses, picture);
      print(courses, picture);
    } catch (InvalidInputException e) {
      throw e.declaredIn(config.file.toString());
    }
    return 0;
  }

  private List<Course> run(
      JavaSparkContext context, RunConfig first, List<Comparison.Contender> contenders) {
    return Interruption.during(
        context,
        command.commandLine().getErr(),
        () -> "nothing is drawn",
        () -> new Comparison(context, first.data(), halve).run(contenders, this::printProgress));
  }

  private void printProgress(List<Course> courses) {
    int epochs = courses.stream().mapToInt(c -> c.epochLosses().size()).max().orElse(0);
    Course best =
        courses.stream()
            .min((a, b) -> Double.compare(a.lastEpochLoss(), b.lastEpochLoss()))
            .orElseThrow();
    println("epoch %d: the best is %s with loss %.4f", epochs, best.name(), best.lastEpochLoss());
  }

  private void draw(List<Course> courses, PictureFile picture) throws IOException {
    LineChart chart = new LineChart("Training loss", "step", "loss").logarithmicY();
    for (Course course : courses) {
      List<Double> losses = Smoothing.trailingMean(course.stepLosses(), SMOOTHED);
      List<Double> steps =
          IntStream.rangeClosed(1, losses.size()).mapToObj(i -> (double) i).toList();
      if (!losses.isEmpty()) {
        chart.add(course.name(), steps, losses);
      }
    }
    picture.write(chart::write);
  }

  private void print(List<Course> courses, PictureFile picture) {
    Set<String> metrics = new LinkedHashSet<>();
    courses.forEach(course -> metrics.addAll(course.validation().keySet()));
    String[] header = new String[4 + metrics.size()];
    header[0] = "training";
    header[1] = "end";
    header[2] = "epochs";
    header[3] = "train loss";
    int column = 4;
    for (String metric : metrics) {
      header[column++] = "validation " + metric;
    }
    TextTable table = new TextTable(2, header);
    for (Course course : courses) {
      String[] row = new String[header.length];
      row[0] = course.name();
      row[1] = course.end().name().toLowerCase(Locale.ROOT);
      row[2] = Integer.toString(course.epochLosses().size());
      row[3] = number(course.trainLoss());
      column = 4;
      for (String metric : metrics) {
        row[column++] = number(course.validation().getOrDefault(metric, Double.NaN));
      }
      table.add(row);
    }
    table.lines().forEach(line -> println("%s", line));
    println("Picture in %s", picture);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private void println(String format, Object... arguments) {
    PrintWriter out = command.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
