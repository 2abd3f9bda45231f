package io.kindling.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaVersionTest {
  @ParameterizedTest
  @ValueSource(ints = {17, 21})
  void thoseOfSparkWillDo(int version) {
    assertEquals(Optional.empty(), JavaVersion.complaint(version));
  }

  @Test
  void anotherIsNamed() {
    String complaint = JavaVersion.complaint(25).orElseThrow();
    assertTrue(
        complaint.endsWith(
            ": found Java 25, expected 17 or 21, which Spark 4.1 runs on; set JAVA_HOME"),
        complaint);
  }
}
