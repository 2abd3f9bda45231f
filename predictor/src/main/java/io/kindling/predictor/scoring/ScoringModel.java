package io.kindling.predictor.scoring;

import io.kindling.kernels.layer.RowProducts;
import io.kindling.kernels.network.AlikeRows;
import io.kindling.predictor.model.TrainedModel;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as it scores rows: compiled, with its parameters, with the buffers of each thread, and
 * with the places of a block in which a row's outputs are the same to the bit. Is broadcast, under
 * Kryo too, hence no record.
 */
public final class ScoringModel implements Serializable {
  /** Rows of a block, of which each is computed in the same way, whatever stands in the others. */
  public static final int ROWS_AT_A_TIME = 256;

  private static final long serialVersionUID = 1L;

  private final CompiledModel model;
  private final float[] theta;
  private final int capacity;
  private transient @Nullable AlikeRows alike;
  private transient @Nullable Map<Thread, RowBuffers> buffers;
  private transient @Nullable Map<Thread, RowDesk> desks;

  /**
   * A model.
   *
   * @param rows that are computed at a time
   */
  public ScoringModel(TrainedModel model, int rows) {
    this.model = new CompiledModel(model.spec(), model.preprocessing());
    this.theta = model.sharedParameters();
    this.capacity = rows;
  }

  /** The compiled model. */
  CompiledModel model() {
    return model;
  }

  /** Its parameters; not a copy. */
  float[] theta() {
    return theta;
  }

  /**
   * The buffers of the calling thread. They die with this, and with the thread; a thread-local
   * value would stay with a pooled thread until that has made some more of them.
   */
  synchronized RowBuffers buffers() {
    if (buffers == null) {
      buffers = new WeakHashMap<>();
    }
    return buffers.computeIfAbsent(
        Thread.currentThread(), thread -> new RowBuffers(model, capacity, false));
  }

  /** The places of a block that rows are put in, ascending; found once in a process; not a copy. */
  public int[] places() {
    return alike().places();
  }

  private synchronized AlikeRows alike() {
    if (alike == null) {
      alike = AlikeRows.find(model.objective().network(), theta, buffers().workspace());
    }
    return alike;
  }

  /**
   * What the calling thread computes a row alone with, to the bit as in a block; nothing where BLAS
   * adds up a block in a way that is not known here.
   */
  synchronized Optional<RowDesk> desk() {
    if (desks == null) {
      desks = new WeakHashMap<>();
    }
    RowDesk desk = desks.get(Thread.currentThread());
    if (desk == null && alike().alone().isPresent()) {
      desk = new RowDesk(new RowBuffers(model, 1, false), alike().alone().get().another());
      desks.put(Thread.currentThread(), desk);
    }
    return Optional.ofNullable(desk);
  }

  /** The buffers of a single row, and its products. */
  record RowDesk(RowBuffers buffers, RowProducts products) {}
}
