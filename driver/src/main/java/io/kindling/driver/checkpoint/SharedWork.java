package io.kindling.driver.checkpoint;

import io.kindling.partitioning.job.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that some threads share: each takes the next one. Once a piece has failed, none is
 * begun any more.
 *
 * @param <T> what a piece comes to
 */
final class SharedWork<T> {
  private final List<Piece<T>> pieces;
  private final Map<Integer, T> results = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private SharedWork(List<Piece<T>> pieces) {
    this.pieces = pieces;
  }

  /**
   * One of them.
   *
   * @param <T> what it comes to
   */
  interface Piece<T> {
    /** Does it. */
    T call() throws IOException;
  }

  /**
   * Does all pieces, whether or not this thread is interrupted meanwhile.
   *
   * @param threads at most so many, this one included
   * @return what each came to, in their order
   * @throws IOException as the first piece did that failed, once those under way have ended
   */
  static <T> List<T> of(List<Piece<T>> pieces, int threads) throws IOException {
    SharedWork<T> work = new SharedWork<>(pieces);
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, pieces.size()); i++) {
      Thread other = new Thread(work::share, "kindling-checkpoint-" + i);
      other.setDaemon(true); // as that of the writing itself
      other.start();
      others.add(other);
    }
    work.share();
    others.forEach(Uninterrupted::join);
    return work.results();
  }

  private void share() {
    try {
      for (int i = next.getAndIncrement();
          i < pieces.size() && failure.get() == null;
          i = next.getAndIncrement()) {
        results.put(i, pieces.get(i).call());
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private List<T> results() throws IOException {
    Throwable failed = failure.get();
    if (failed instanceof IOException e) {
      throw e;
    } else if (failed instanceof RuntimeException e) {
      throw e;
    } else if (failed instanceof Error e) {
      throw e;
    }
    List<T> inOrder = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      inOrder.add(Objects.requireNonNull(results.get(i)));
    }
    return inOrder;
  }
}
