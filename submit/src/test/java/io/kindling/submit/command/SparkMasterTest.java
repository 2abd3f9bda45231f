package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters that are refused before any Spark starts, and those that are not. */
final class SparkMasterTest {
  @ParameterizedTest
  @ValueSource(strings = {"local", "local[*]", "local[2]", "local[4, 2]", "local-cluster[2,1,512]"})
  void masterOfThisMachineWillDo(String master) {
    assertDoesNotThrow(() -> check(master));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"local[0]", "local[x]", "local[-1]", "mesos://h:5050", "spark://h", "Yarn", "4"})
  void whatIsNoMasterIsToldInOneLine(String master) {
    assertEquals(
        "--master: found '%s', expected local[CORES], local[*], spark://HOST:PORT, yarn or k8s://URL"
            .formatted(master),
        assertThrows(InvalidInputException.class, () -> check(master)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://h:6443"})
  void aSparkWithoutTheClassesIsNamed(String master) {
    assertEquals(
        "--master: found '%s' and no classes of Spark for it, expected an installed Spark that has them, in SPARK_HOME"
            .formatted(master),
        assertThrows(InvalidInputException.class, () -> check(master)).getMessage());
  }

  @Test
  void aSparkMasterThatDoesNotAnswerIsNamedAtOnce() throws IOException {
    int port = freePort();
    String master = "spark://127.0.0.1:%d,no-such-host.invalid:7077".formatted(port);
    String message =
        String.valueOf(assertThrows(SparkStartException.class, () -> check(master)).getMessage());
    assertTrue(
        message.startsWith("--master: found no answer from " + master + " (Connection refused"),
        message);
    assertTrue(message.contains("unknown host no-such-host.invalid"), message);
  }

  @Test
  void oneOfSeveralSparkMastersIsEnough() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String master = "spark://127.0.0.1:%d,127.0.0.1:%d";
      assertDoesNotThrow(() -> check(master.formatted(freePort(), socket.getLocalPort())));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void check(String master) {
    SparkMaster.check(new SparkConf(false).setMaster(master), Map.of());
  }
}
