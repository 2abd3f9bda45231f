package io.kindling.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The systems that are compared. All live as long as the benchmark, and one of them works. */
final class PeerProcesses implements AutoCloseable {
  /** How Kindling is called in the figures. */
  static final String KINDLING = "kindling";

  private final List<PeerProcess> peers = new ArrayList<>();

  private PeerProcesses() {}

  /**
   * Starts Kindling, which has this JVM's classpath and options, and each peer once for each number
   * of threads.
   *
   * @param settings of Spark
   * @param classpaths by the peer's name, which is that of its package as well
   */
  static PeerProcesses start(
      Map<String, String> settings, Map<String, String> classpaths, List<Integer> threads)
      throws IOException {
    PeerProcesses processes = new PeerProcesses();
    List<String> options =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    String classpath = System.getProperty("java.class.path");
    processes.add(KINDLING, 1, command(options, classpath, KindlingPeer.class.getName()));
    for (Map.Entry<String, String> peer : classpaths.entrySet()) {
      String main = "io.kindling.benchmarks." + peer.getKey() + ".Main";
      for (int count : threads) {
        processes.add(
            peer.getKey() + "_" + count, count, command(List.of("-Xmx2g"), peer.getValue(), main));
      }
    }
    return processes;
  }

  private static List<String> command(List<String> options, String classpath, String main) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", classpath, main));
    return command;
  }

  private void add(String name, int threads, List<String> command) throws IOException {
    peers.add(new PeerProcess(name, threads, command));
  }

  /** All of them. */
  List<PeerProcess> inTurn() {
    return peers;
  }

  @Override
  public void close() {
    peers.forEach(PeerProcess::close);
  }
}
