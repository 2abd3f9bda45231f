package io.kindling.kernels.concurrent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterruptsTest {
  static Stream<Exception> ofInterrupts() {
    return Stream.of(
        new InterruptedException(),
        new ClosedByInterruptException(),
        new InterruptedIOException("as Hadoop has it"),
        new IOException(new InterruptedException()),
        new IllegalStateException(new IOException(new ClosedByInterruptException())));
  }

  @ParameterizedTest
  @MethodSource("ofInterrupts")
  void whatAnInterruptCausedIsThrownOn(Exception failure) {
    RuntimeException thrown =
        assertThrows(RuntimeException.class, () -> Interrupts.rethrow(failure));
    Throwable found = thrown;
    while (found != null && found != failure) {
      found = found.getCause();
    }
    assertSame(failure, found);
  }

  static Stream<Exception> others() {
    return Stream.of(
        new EOFException(),
        new IOException("damaged"),
        new UncheckedIOException(new SocketTimeoutException("Read timed out")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatElseFailedIsNot(Exception failure) {
    assertDoesNotThrow(() -> Interrupts.rethrow(failure));
  }
}
