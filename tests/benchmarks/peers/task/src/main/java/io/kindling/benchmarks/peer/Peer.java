package io.kindling.benchmarks.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A system that trains. It has a JVM of its own, which waits for its turn in a read of its standard
 * input: a turn is a line with a {@link Task}, and the answer a line with its {@link Figures}.
 */
@FunctionalInterface
public interface Peer {
  /** Trains. */
  Map<String, Double> train(Task task) throws Exception;

  /** Takes turns until there are no more. */
  static void takeTurns(Peer peer) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // of whatever else a system says
    BufferedReader tasks =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = tasks.readLine(); line != null; line = tasks.readLine()) {
      answers.println(Figures.line(peer.train(Task.read(line))));
      answers.flush();
    }
  }
}
