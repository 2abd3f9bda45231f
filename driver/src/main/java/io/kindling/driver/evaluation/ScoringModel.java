package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.model.TrainedModel;
import io.kindling.kernels.network.AlikePlaces;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A model as an executor needs it to score rows: compiled, with its parameters, and with the places
 * of a block in which a row's outputs are the same to the bit. Is broadcast, under Kryo too, hence
 * no record.
 */
final class ScoringModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelRuntime runtime;
  private final float[] theta;
  private transient int @Nullable [] places;

  /**
   * A model.
   *
   * @param rows that are computed at a time
   */
  ScoringModel(TrainedModel model, int rows) {
    this.runtime = ModelRuntime.forEvaluation(model.spec(), model.preprocessing(), rows);
    this.theta = model.sharedParameters();
  }

  /** The compiled model. */
  ModelRuntime runtime() {
    return runtime;
  }

  /** Its parameters; not a copy. */
  float[] theta() {
    return theta;
  }

  /** The places of a block that rows are put in, ascending; found once in a process. */
  synchronized int[] places() {
    if (places == null) {
      places =
          AlikePlaces.find(runtime.objective().network(), theta, runtime.scratch().workspace());
    }
    return places;
  }
}
