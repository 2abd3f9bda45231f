package io.kindling.driver.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are those of a server, and that nobody sees who asks it. */
final class MlflowServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"mlruns", "file:///mlruns", "databricks", "http://", "http://a b", "sqlite:///x"})
  void whatIsNoAddressOfAServerIsRefused(String uri) {
    assertEquals(
        "--mlflow: found '%s', expected the address of a server, such as https://mlflow.example.org"
            .formatted(uri),
        refusal(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ann:secret@host:5000",
        "http://ann:secret@host name",
        "ftp://ann:secret@host",
        "http://host?token=secret"
      })
  void anAddressWithASecretIsRefusedAndTheSecretNotShown(String uri) {
    assertFalse(refusal(uri).contains("secret"), refusal(uri));
  }

  @Test
  void aTokenThatNoHeaderMayHoldIsRefusedAndNotShown() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> MlflowServer.of("x", "http://h", Map.of("MLFLOW_TRACKING_TOKEN", "sec\nret")));
    assertEquals(
        "MLFLOW_TRACKING_TOKEN: found blanks or other letters than ASCII, expected a token",
        refused.getMessage());
  }

  @Test
  void whoAsksIsNotPartOfItsText() {
    MlflowServer server =
        MlflowServer.of("x", "https://h/ml//", Map.of("MLFLOW_TRACKING_TOKEN", "secret"));
    assertEquals("https://h/ml", server.toString());
    assertEquals(Optional.of("Bearer secret"), server.authorization());
    assertTrue(MlflowServer.of("x", "https://h", Map.of()).authorization().isEmpty());
  }

  private static String refusal(String uri) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> MlflowServer.of("--mlflow", uri, Map.of()))
            .getMessage());
  }
}
