package io.kindling.driver.checkpoint;

import io.kindling.kernels.concurrent.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that some threads share: each takes the next one. So many of them compute at once
 * as there are cores for it, each to the end of its piece's computing: if all did, all would come
 * to the disk together and the cores would rest meanwhile. Once a piece has failed, none is begun
 * any more.
 *
 * @param <T> what a piece comes to
 */
final class SharedWork<T> {
  private final List<Piece<T>> pieces;
  private final Map<Integer, T> results = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Semaphore cores;

  private SharedWork(List<Piece<T>> pieces, int cores) {
    this.pieces = pieces;
    this.cores = new Semaphore(cores);
  }

  /**
   * One of them.
   *
   * @param <T> what it comes to
   */
  interface Piece<T> {
    /**
     * Does it.
     *
     * @param core is closed where from now on it only waits: another piece may compute then
     */
    T call(Core core) throws IOException;
  }

  /** One of the cores, as long as a piece has it; for its thread alone. */
  static final class Core implements AutoCloseable {
    private final Semaphore cores;
    private boolean free;

    private Core(Semaphore cores) {
      this.cores = cores;
      cores.acquireUninterruptibly();
    }

    /** Leaves it to another piece; more than once does nothing more. */
    @Override
    public void close() {
      if (!free) {
        free = true;
        cores.release();
      }
    }
  }

  /**
   * Does all pieces, whether or not this thread is interrupted meanwhile: it only waits.
   *
   * @param threads at most so many
   * @param cores at most so many of them compute at once
   * @return what each came to, in their order
   * @throws IOException as the first piece did that failed, once those under way have ended
   */
  static <T> List<T> of(List<Piece<T>> pieces, int threads, int cores) throws IOException {
    SharedWork<T> work = new SharedWork<>(pieces, cores);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, pieces.size()); i++) {
      Thread thread = new Thread(work::share, "kindling-checkpoint-" + i);
      thread.setDaemon(true); // as that of the writing itself
      thread.start();
      all.add(thread);
    }
    all.forEach(Uninterrupted::join);
    return work.results();
  }

  private void share() {
    boolean more = true;
    while (more) {
      more = callNext();
    }
  }

  /** The next piece, as soon as a core is free for it; false if there is none. */
  private boolean callNext() {
    try (Core core = new Core(cores)) {
      int i = next.getAndIncrement();
      if (i >= pieces.size() || failure.get() != null) {
        return false;
      }
      results.put(i, pieces.get(i).call(core));
      return true;
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      return false;
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
