package io.kindling.benchmarks.djl;

import io.kindling.benchmarks.peer.Peer;
import io.kindling.benchmarks.peer.Trainable;

/** DJL on PyTorch, on as many threads as the environment says ({@code OMP_NUM_THREADS}). */
public final class Main {
  private Main() {}

  /** Takes its turns. */
  public static void main(String[] arguments) throws Exception {
    // All native code is on the classpath: nothing is to be downloaded, nor counted by others.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    // Warns wherever there is no graphics processor.
    System.setProperty("org.slf4j.simpleLogger.log.ai.djl.util.cuda.CudaUtils", "error");
    Peer.takeTurns(task -> Trainable.train(DjlNetwork::new, task));
  }
}
