package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal while Spark starts, which logs all that it does. */
class InterruptedStartTest {
  private static final int PATIENCE_SECONDS = 60;

  private static final String LOGGED = "INFO ";
  private static final String LOG4J =
      """
      rootLogger.level = info
      rootLogger.appenderRef.stderr.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.target = SYSTEM_ERR
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %p %m%n
      logger.hadoop.name = org.apache.hadoop
      logger.hadoop.level = off
      """;

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
      List<String> lines = Files.readAllLines(error());
      assertEquals("kindling: interrupted; not all is shown", lines.get(lines.size() - 1));
      assertTrue(
          lines.size() > 1
              && lines.stream().limit(lines.size() - 1).allMatch(line -> line.startsWith(LOGGED)),
          String.join("\n", lines));
      assertEquals(143, process.exitValue());
    }
  }

  private Process start(String master) throws Exception {
    Files.writeString(folder.resolve("log4j2.properties"), LOG4J);
    ProcessBuilder builder =
        new ProcessBuilder(
                Project.root().resolve("submit/bin/kindling").toString(),
                "doctor",
                "--master",
                master)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .redirectError(error().toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_SUBMIT_OPTS", Project.SHORT_LIVED);
    builder.environment().put("SPARK_CONF_DIR", folder.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
    return builder.start();
  }

  private Path error() {
    return folder.resolve("error.txt");
  }
}
