package io.kindling.benchmarks.pytorch;

import io.kindling.benchmarks.peer.Peer;
import io.kindling.benchmarks.peer.Trainable;

/** PyTorch, on as many threads as the environment says ({@code OMP_NUM_THREADS}). */
public final class Main {
  private Main() {}

  /** Takes its turns. */
  public static void main(String[] arguments) throws Exception {
    Peer.takeTurns(task -> Trainable.train(PyTorchNetwork::new, task));
  }
}
