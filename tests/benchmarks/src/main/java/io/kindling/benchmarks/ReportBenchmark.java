package io.kindling.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.training.BackgroundListener;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.submit.report.ReportFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a report costs a training that is followed by it. */
@Command(name = "report", description = "Measure trainings with and without a report.")
public final class ReportBenchmark implements Callable<Integer> {
  private static final double VALIDATION_SHARE = 0.1;

  @Option(names = "--case", description = "small, middle, wide, numbers.", split = ",")
  private List<String> names = List.of("small", "middle");

  @Option(names = "--epochs", description = "Of each training, 10 by default.")
  private int epochs = 10;

  @Option(names = "--rounds", description = "Pairs of trainings that count, 5 by default.")
  private int rounds = 5;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ReportBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path disk = Files.createTempDirectory("kindling-benchmark");
    try (JavaSparkContext context = new JavaSparkContext(Benchmarks.conf("local[2]"))) {
      for (TrainingCase training : TrainingCase.BESIDE_PEERS) {
        if (names.contains(training.name())) {
          compare(context, training, disk);
        }
      }
    } finally {
      Benchmarks.delete(disk);
    }
    return 0;
  }

  private void compare(JavaSparkContext context, TrainingCase training, Path disk)
      throws IOException {
    TrainingData data =
        TrainingData.split(DigitFiles.write(disk, training.rows()), VALIDATION_SHARE);
    List<Cost> without = new ArrayList<>();
    List<Cost> with = new ArrayList<>();
    for (int round = -2; round < rounds; round++) { // two pairs warm up
      boolean reportFirst = round % 2 == 0;
      Cost first = cost(context, training, data, disk, reportFirst);
      Cost second = cost(context, training, data, disk, !reportFirst);
      if (round >= 0) {
        with.add(reportFirst ? first : second);
        without.add(reportFirst ? second : first);
      }
    }
    DetailCost details = DetailCost.measure(context, data, training.spec(1));
    double added =
        median(with, Cost::thread)
            + details.start()
            + epochs * details.units()
            + median(with, Cost::errors) * details.errors()
            + median(with, Cost::again) * (details.validation() + details.errors());
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", training.name());
    line.put("epochs", epochs);
    line.put("training_seconds", median(without, Cost::training));
    line.put("processor_seconds", median(without, Cost::processor));
    line.put("report_thread_seconds", median(with, Cost::thread));
    line.put("details_at_start_seconds", details.start());
    line.put("silent_units_of_an_epoch_seconds", details.units());
    line.put("errors_of_an_epoch_seconds", details.errors());
    line.put("epochs_with_errors", median(with, Cost::errors));
    line.put("validation_seconds", details.validation());
    line.put("added_by_account", added / median(without, Cost::processor));
    line.put("slower_by_clock", slower(without, with, Cost::clock, Cost::training));
    line.put("slower_by_processor", slower(without, with, Cost::processor, Cost::processor));
    Benchmarks.print(line);
  }

  /**
   * What a training takes, its data read and its report closed, in seconds.
   *
   * @param clock all of it
   * @param processor all of it, of all threads
   * @param training from its first step to its last validation
   * @param thread of a processor, by the report's own thread
   * @param errors epochs whose errors the report looked at
   * @param again validations made again, for the errors of the model
   */
  private record Cost(
      double clock,
      double processor,
      double training,
      double thread,
      double errors,
      double again) {}

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
    return Medians.of(costs.stream().mapToDouble(of).toArray());
  }

  /**
   * What it costs more with a report, as a share: median with an interval that holds it in 19 of 20
   * cases, mean and the mean's standard error.
   */
  private static Map<String, Object> slower(
      List<Cost> without, List<Cost> with, ToDoubleFunction<Cost> of, ToDoubleFunction<Cost> all) {
    double[] shares = new double[with.size()];
    for (int i = 0; i < shares.length; i++) {
      double more = of.applyAsDouble(with.get(i)) - of.applyAsDouble(without.get(i));
      shares[i] = more / all.applyAsDouble(without.get(i));
    }
    double mean = Arrays.stream(shares).average().orElse(Double.NaN);
    double squares = Arrays.stream(shares).map(share -> (share - mean) * (share - mean)).sum();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("median", Medians.of(shares));
    found.put("interval", interval(shares));
    found.put("mean", mean);
    found.put("error", Math.sqrt(squares / (shares.length - 1) / shares.length));
    return found;
  }

  /** By the ranks between which a median lies, whatever the distribution is. */
  private static List<Double> interval(double[] shares) {
    double[] sorted = shares.clone();
    Arrays.sort(sorted);
    double below = Math.pow(0.5, sorted.length); // that so many or fewer lie below the median
    double chance = below;
    int rank = 0;
    while (rank + 1 < sorted.length / 2) {
      chance *= (double) (sorted.length - rank) / (rank + 1);
      if (below + chance > 0.025) {
        break;
      }
      below += chance;
      rank++;
    }
    return List.of(sorted[rank], sorted[sorted.length - 1 - rank]);
  }

  private Cost cost(
      JavaSparkContext context, TrainingCase training, TrainingData data, Path disk, boolean report)
      throws IOException {
    Watch watch = new Watch(report ? Optional.of(report(context, disk)) : Optional.empty());
    TrainerBuilder builder = Trainer.on(context).data(data).listener(watch);
    System.gc(); // what others left is not its cost
    long start = System.nanoTime();
    long processor = Watch.PROCESS.getProcessCpuTime();
    try (BackgroundListener followed = new BackgroundListener("report", watch.report())) {
      if (report) {
        builder.listener(followed);
      }
      builder.build(training.spec(epochs)).train();
    }
    return new Cost(
        (System.nanoTime() - start) / 1e9,
        (Watch.PROCESS.getProcessCpuTime() - processor) / 1e9,
        watch.seconds(),
        watch.threadSeconds(),
        watch.errors,
        watch.again);
  }

  private static ReportWriter report(JavaSparkContext context, Path disk) {
    RunRecorder recorder = new RunRecorder("benchmark", Map.of(), 2, Optional.empty());
    return new ReportWriter(
        recorder,
        new ReportFolder(disk.resolve("report").toString(), context.hadoopConfiguration()));
  }

  /** The time of a training's steps and validations, and that of the thread of its report. */
  private static final class Watch implements TrainingListener {
    private static final OperatingSystemMXBean PROCESS =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final TrainingListener followed;
    private long start;
    private long end;
    private volatile long thread;
    private int errors;
    private int again;

    Watch(Optional<ReportWriter> report) {
      this.followed = report.<TrainingListener>map(writer -> writer).orElse(event -> {});
    }

    /** The report's listener, whose thread is watched. */
    TrainingListener report() {
      return new TrainingListener() {
        @Override
        public Set<Detail> details() {
          return followed.details();
        }

        @Override
        public Set<Detail> detailsOfEpoch() {
          return followed.detailsOfEpoch();
        }

        @Override
        public void on(TrainingEvent event) {
          followed.on(event);
          if (!(event instanceof TrainingEvent.StepCompleted)) { // to ask takes longer than a step
            thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
          }
        }
      };
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.Started) {
        start = System.nanoTime();
      } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
        end = System.nanoTime();
        errors += epoch.details().filter(EpochDetails::hasErrors).isPresent() ? 1 : 0;
      } else if (event instanceof TrainingEvent.Finished finished) {
        again += finished.details().isPresent() ? 1 : 0;
      }
    }

    double seconds() {
      return (end - start) / 1e9;
    }

    double threadSeconds() {
      return thread / 1e9;
    }
  }
}
