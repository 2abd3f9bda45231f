package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal while Spark starts. */
class InterruptedStartTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /** The master accepts connections, and does not answer. */
  @Test
  void itGivesOneLine() throws Exception {
    try (ServerSocket master = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      master.setSoTimeout(PATIENCE_SECONDS * 1000);
      Process process = start("spark://127.0.0.1:" + master.getLocalPort());
      try (Socket check = master.accept();
          Socket ofSpark = master.accept()) {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running");
        assertTrue(check.isConnected() && ofSpark.isConnected());
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      assertEquals("kindling: interrupted; not all is shown\n", Files.readString(error()));
      assertEquals(143, process.exitValue());
    }
  }

  private Process start(String master) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Project.root().resolve("submit/bin/kindling").toString(),
                "doctor",
                "--master",
                master)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .redirectError(error().toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    return builder.start();
  }

  private Path error() {
    return folder.resolve("error.txt");
  }
}
