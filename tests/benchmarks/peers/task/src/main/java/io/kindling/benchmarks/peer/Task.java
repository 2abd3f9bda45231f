package io.kindling.benchmarks.peer;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A training of dense layers with ReLU between them, by Adam. With one output, its loss is sigmoid
 * cross-entropy; with more, softmax cross-entropy.
 *
 * @param widths of input, hidden layers and output
 * @param rows in an epoch, of random bytes; those of MNIST have their own number
 * @param batch rows in a step
 * @param epochs in one turn
 * @param learningRate of all steps
 * @param seed of the first parameters, and of the order of rows
 * @param digits the folder that holds the four files of MNIST, if these are the rows
 */
public record Task(
    List<Integer> widths,
    int rows,
    int batch,
    int epochs,
    double learningRate,
    long seed,
    Optional<Path> digits) {
  private static final int FIELDS = 7;

  /** As one line, which {@link #read} takes. */
  public String line() {
    return String.join(
        " ",
        widths.stream().map(String::valueOf).collect(Collectors.joining("-")),
        String.valueOf(rows),
        String.valueOf(batch),
        String.valueOf(epochs),
        String.valueOf(learningRate),
        String.valueOf(seed),
        digits.map(Path::toString).orElse(""));
  }

  /** Reads a line. */
  public static Task read(String line) {
    String[] fields = line.split(" ", FIELDS);
    return new Task(
        Arrays.stream(fields[0].split("-", -1)).map(Integer::valueOf).toList(),
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Double.parseDouble(fields[4]),
        Long.parseLong(fields[5]),
        fields[6].isEmpty() ? Optional.empty() : Optional.of(Path.of(fields[6])));
  }

  /** Of the network. */
  public int inputs() {
    return widths.get(0);
  }

  /** Of the network; classes, unless there is one. */
  public int outputs() {
    return widths.get(widths.size() - 1);
  }
}
