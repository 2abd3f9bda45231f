package io.kindling.predictor.scoring;

import io.kindling.kernels.network.AlikePlaces;
import io.kindling.predictor.model.TrainedModel;
import java.io.Serializable;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as it scores rows: compiled, with its parameters, with the buffers of each thread, and
 * with the places of a block in which a row's outputs are the same to the bit. Is broadcast, under
 * Kryo too, hence no record.
 */
public final class ScoringModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CompiledModel model;
  private final float[] theta;
  private final int capacity;
  private transient int @Nullable [] places;
  private transient @Nullable Map<Thread, RowBuffers> buffers;

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
  public synchronized int[] places() {
    if (places == null) {
      places = AlikePlaces.find(model.objective().network(), theta, buffers().workspace());
    }
    return places;
  }
}
