package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.predictor.model.FileContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Writing that leaves the cores to those who compute. */
final class PaceTest {
  private static final int PIECES = 20;
  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** A stream that takes its time for each piece. */
  private static final class SlowStream extends OutputStream {
    private long worked;

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < PIECE_NANOS) {
        Thread.onSpinWait();
      }
      worked += System.nanoTime() - start;
    }
  }

  private static void writePieces(OutputStream out) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      out.write(new byte[10], 0, 10);
    }
  }

  private static double share(Pace pace) throws IOException {
    SlowStream out = new SlowStream();
    long start = System.nanoTime();
    pace.of(PaceTest::writePieces).writeTo(out);
    return (double) out.worked / (System.nanoTime() - start);
  }

  @Test
  void aSmallShareOfACoreIsTaken() throws IOException {
    double share = share(new Pace());
    assertTrue(share < 0.08, "a share of " + share);
  }

  @Test
  void whoWaitsIsServedAtOnce() throws IOException {
    double share = share(Pace.full());
    assertTrue(share > 0.3, "a share of " + share);
  }

  @Test
  void whatIsUnderWayCanBeHurried() throws Exception {
    Pace pace = new Pace();
    FileContent endless =
        pace.of(
            out -> {
              for (int i = 0; i < 10_000; i++) {
                writePieces(out);
              }
            });
    OutputStream quick = OutputStream.nullOutputStream();
    CompletableFuture<Boolean> written =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                endless.writeTo(quick);
                return true;
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertFalse(written.isDone());
    pace.hurry();
    assertTrue(written.get(60, TimeUnit.SECONDS));
  }

  @Test
  void allOfTheContentIsWrittenInItsOrder() throws IOException {
    byte[] content = new byte[1000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Pace()
        .of(
            to -> {
              to.write(content, 0, 300);
              to.write(content, 300, 700);
            })
        .writeTo(out);
    assertArrayEquals(content, out.toByteArray());
  }
}
