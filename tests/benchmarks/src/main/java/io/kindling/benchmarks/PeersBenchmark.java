package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Figures;
import io.kindling.benchmarks.peer.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Kindling beside PyTorch, by turns, on the same networks, batches and machine. */
@Command(name = "peers", description = "Measure trainings beside those of PyTorch and DJL.")
public final class PeersBenchmark implements Callable<Integer> {
  private static final TrainingCase DIGITS =
      new TrainingCase("mnist", List.of(784, 128, 10), 128, 2, 469);
  private static final double DIGITS_LEARNING_RATE = 0.003;

  @Option(
      names = "--case",
      split = ",",
      description = "small, middle, wide, numbers or none; all by default.")
  private List<String> names = TrainingCase.BESIDE_PEERS.stream().map(TrainingCase::name).toList();

  @Option(names = "--rounds", description = "Turns of each that count, 5 by default.")
  private int rounds = 5;

  @Option(names = "--epochs", description = "Epochs of a turn that count, 3 by default.")
  private int epochs = 3;

  @Option(
      names = "--mnist",
      paramLabel = "DIR",
      description = "The four files of MNIST, compressed: how long it takes to 97.3 %% as well.")
  private @Nullable Path mnist;

  @Option(names = "--mnist-epochs", description = "Epochs of that at most, 10 by default.")
  private int mnistEpochs = 10;

  @Option(names = "--threads", split = ",", description = "Of the peers; 1,2 by default.")
  private List<Integer> threads = List.of(1, 2);

  @Option(names = "--conf", description = "More of Spark's settings: key=value.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--peer", description = "A peer and its classpath: name=classpath.")
  private Map<String, String> classpaths = new LinkedHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeersBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (PeerProcesses peers = PeerProcesses.start(settings, classpaths, threads)) {
      for (TrainingCase training : TrainingCase.BESIDE_PEERS) {
        if (names.contains(training.name())) {
          PeerFigures figures = compare(peers, training, Optional.empty());
          Benchmarks.print(figures.line(training, Figures.SAMPLES_PER_SECOND));
        }
      }
      if (mnist != null) {
        PeerFigures figures = compare(peers, DIGITS, Optional.of(mnist));
        Benchmarks.print(figures.line(DIGITS, Figures.SECONDS));
      }
    }
    return 0;
  }

  /** The first round warms up: a virtual machine compiles what it runs often. */
  private PeerFigures compare(PeerProcesses peers, TrainingCase training, Optional<Path> digits)
      throws IOException {
    PeerFigures figures = new PeerFigures();
    for (int round = 0; round <= rounds; round++) {
      Task task =
          new Task(
              training.widths(),
              training.rows(),
              training.batch(),
              digits.isPresent() ? mnistEpochs : epochs + 1,
              digits.isPresent() ? DIGITS_LEARNING_RATE : TrainingCase.LEARNING_RATE,
              round,
              digits);
      for (PeerProcess peer : peers.inTurn()) {
        Map<String, Double> found = peer.train(task);
        if (round > 0) {
          figures.add(peer.name(), found);
        }
      }
    }
    return figures;
  }
}
