package io.kindling.submit.output;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The process that made a claim, as the claim's file names it.
 *
 * @param host its machine, and by which numbering of the processes there: containers may have the
 *     machine's name and number their processes for themselves
 * @param process its number there
 * @param started when it started, in milliseconds since 1970: numbers are used again
 */
record ClaimOwner(String host, long process, long started) {
  /** Linux tells the start of a process by a clock that may be set meanwhile. */
  private static final long SAME_START_MILLIS = 60_000;

  /** This process. */
  static ClaimOwner here() {
    return new ClaimOwner(
        hostName() + numbering(), ProcessHandle.current().pid(), startOf(ProcessHandle.current()));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
    }
  }

  /** The namespace of process numbers; none where there is only one, as outside Linux. */
  private static String numbering() {
    try {
      return " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Reads what {@link #write} gave; what anything else wrote names nobody. */
  static ClaimOwner read(String text) {
    List<String> words = text.lines().toList();
    try {
      return new ClaimOwner(
          words.get(0), Long.parseLong(words.get(1)), Long.parseLong(words.get(2)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return new ClaimOwner("", 0, 0);
    }
  }

  String write() {
    return "%s\n%s\n%s\n".formatted(host, process, started);
  }

  /** Whether it ran on this machine and runs no longer. */
  boolean isGone() {
    return host.equals(hostName() + numbering())
        && ProcessHandle.of(process).filter(this::startedThen).isEmpty();
  }

  private boolean startedThen(ProcessHandle found) {
    return Math.abs(startOf(found) - started) < SAME_START_MILLIS;
  }
}
