package io.kindling.submit.output;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

/**
 * The process that made a claim, as the claim's file names it.
 *
 * @param host its machine
 * @param process its number there
 * @param started when it started, in milliseconds since 1970: numbers are used again
 */
record ClaimOwner(String host, long process, long started) {
  /** This process. */
  static ClaimOwner here() {
    return new ClaimOwner(
        hostName(), ProcessHandle.current().pid(), startOf(ProcessHandle.current()));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
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
    return host.equals(hostName())
        && ProcessHandle.of(process).filter(found -> startOf(found) == started).isEmpty();
  }
}
