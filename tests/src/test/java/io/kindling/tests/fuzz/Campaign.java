package io.kindling.tests.fuzz;

import com.sun.management.ThreadMXBean;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Reads many changed inputs of one format, one after the other, and keeps what is wrong. */
final class Campaign implements Callable<Campaign.Outcome> {
  /** How long an input may take: thousands of times as long as most do. */
  static final long MOST_NANOS = 10_000_000_000L;

  /** What an input may take of memory, all that it makes counted, whether it is kept or not. */
  private static final long MOST_BYTES = 48L << 20;

  private static final long MOST_BYTES_FOR_EACH = 4096; // a packed byte may mean a thousand
  private static final int LONGEST = 480; // of a line that is shown
  private static final int SEED = -1; // the number of an input that was not changed
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Format format;
  private final int inputs;
  private final long seed;
  private final Path folder;
  private final Path kept;
  private final Map<String, Fault> faults = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private volatile long started = System.nanoTime();
  private volatile int current;
  private int accepted;
  private long mostNanos;
  private long mostBytes;

  /**
   * Half of the inputs are changed deep.
   *
   * @param folder to read them from
   * @param kept where inputs are left that something is wrong with
   */
  Campaign(Format format, int inputs, long seed, Path folder, Path kept) {
    this.format = format;
    this.inputs = inputs;
    this.seed = seed;
    this.folder = folder;
    this.kept = kept;
  }

  /** An input that was not refused as it should be, the smallest of its kind. */
  record Fault(int number, Input input, String what) {}

  /**
   * What came of it.
   *
   * @param refusals how often inputs were refused in each line, but for what differs from file to
   *     file
   */
  record Outcome(
      Format format,
      int inputs,
      int accepted,
      Map<String, Integer> refusals,
      long mostNanos,
      long mostBytes,
      List<String> faults) {
    @Override
    public String toString() {
      return "| %s | %s | %s | %s | %s | %s | %s ms | %s MiB |"
          .formatted(
              format.name(),
              inputs,
              inputs / 2,
              accepted,
              inputs - accepted,
              refusals.size(),
              mostNanos / 1_000_000,
              mostBytes >> 20);
    }
  }

  /** How long the input takes that is being read. */
  long nanosOfCurrent() {
    return System.nanoTime() - started;
  }

  /** Its number. */
  int current() {
    return current;
  }

  @Override
  public Outcome call() throws IOException {
    List<Input> seeds = format.seeds();
    for (Input input : seeds) {
      input.write(folder);
      read(SEED, input);
      if (accepted == 0) {
        fault("seed " + input.names(), SEED, input, "a seed is refused: " + refusals.keySet());
      }
      accepted = 0;
      refusals.clear();
      mostNanos = 0;
      mostBytes = 0;
    }
    for (int number = 0; number < inputs; number++) {
      Input input = input(seeds, number);
      input.write(folder);
      current = number;
      read(number, input);
    }
    for (Map.Entry<String, Fault> fault : faults.entrySet()) {
      fault.getValue().input().write(kept.resolve(format.name() + "-" + fault.getValue().number()));
    }
    List<String> lines =
        faults.values().stream()
            .map(
                f ->
                    "%s, input %s of seed %s: %s"
                        .formatted(format.name(), f.number(), seed, f.what()))
            // What is in a file may be anything, but a report of tests is text.
            .map(line -> line.replaceAll("[^ -~]", "?"))
            .map(line -> line.substring(0, Math.min(LONGEST, line.length())))
            .toList();
    return new Outcome(format, inputs, accepted, refusals, mostNanos, mostBytes, lines);
  }

  private Input input(List<Input> seeds, int number) {
    Mutator mutator = new Mutator(seed * 1_000_003 + number);
    Input from = mutator.oneOf(seeds);
    if (number % 2 == 1) {
      return format.deep(from, mutator);
    }
    String file = mutator.oneOf(from.names());
    byte[] others = mutator.oneOf(seeds).files().values().iterator().next();
    return from.with(file, mutator.bytes(from.file(file), others));
  }

  private void read(int number, Input input) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    started = System.nanoTime();
    try {
      Optional<String> refusal = format.read(folder);
      refusal.ifPresentOrElse(this::refused, () -> accepted++);
      if (refusal.isPresent() && !refusal.get().startsWith(folder.toString())) {
        fault("a refusal that names no file", number, input, refusal.get());
      }
    } catch (InvalidInputException e) {
      String line = String.valueOf(e.getMessage());
      refused(line);
      if (line.isBlank() || line.lines().count() != 1) {
        fault("a refusal that is no line", number, input, line);
      }
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      fault(e.getClass() + place(e), number, input, e + place(e));
    }
    long nanos = System.nanoTime() - started;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    mostNanos = Math.max(mostNanos, nanos);
    mostBytes = Math.max(mostBytes, bytes);
    if (number == SEED) {
      return; // classes were loaded, code generated
    }
    if (bytes > MOST_BYTES + MOST_BYTES_FOR_EACH * input.bytes()) {
      fault("memory", number, input, "%s bytes for %s".formatted(bytes, input.bytes()));
    }
    if (nanos > MOST_NANOS) {
      fault("time", number, input, nanos + " ns");
    }
  }

  /** Counts a refusal by its line, without paths, names and numbers. */
  private void refused(String line) {
    String shape =
        line.replace(folder.toString(), "")
            .replaceAll("[0-9a-f]{16,}", "…")
            .replaceAll("'[^']*'", "'…'")
            .replaceAll("[0-9]+([.,][0-9]+)*", "0")
            .replaceAll("[^ -~…]", "?");
    refusals.merge(shape.substring(0, Math.min(LONGEST / 4, shape.length())), 1, Integer::sum);
  }

  private void fault(String kind, int number, Input input, String what) {
    Fault before = faults.get(kind);
    if (before == null || input.bytes() < before.input().bytes()) {
      faults.put(kind, new Fault(number, input, what));
    }
  }

  private static String place(Throwable error) {
    return Arrays.stream(error.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.kindling"))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
