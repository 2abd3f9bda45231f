package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class FirstLineTest {
  @Test
  void ofSeveralLinesTheFirstIsTaken() {
    assertEquals("no memory", FirstLine.of("no memory\nat a\nat b"));
    assertEquals("no memory", FirstLine.of(new IllegalStateException("no memory\r\nat a")));
  }

  @Test
  void anExceptionThatSaysNothingGoesByItsName() {
    assertEquals("ConnectException", FirstLine.of(new ConnectException()));
    assertEquals("ConnectException", FirstLine.of(new ConnectException("\n")));
  }

  @Test
  void noTextHasAnEmptyLine() {
    assertEquals("", FirstLine.of((String) null));
    assertEquals("", FirstLine.of(""));
  }
}
