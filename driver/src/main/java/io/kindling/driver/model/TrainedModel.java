package io.kindling.driver.model;

import io.kindling.kernels.network.ModelSpec;
import io.kindling.partitioning.preprocess.Scaling;
import java.util.List;

/** A trained network with all that scoring needs. */
public final class TrainedModel {
  private final ModelSpec spec;
  private final Scaling scaling;
  private final List<String> columns;
  private final float[] parameters;
  private final Provenance provenance;

  /**
   * A model.
   *
   * @param spec input shape, network, loss
   * @param scaling of the features, as fitted to the training data
   * @param columns the names of the features, or none
   * @param parameters the flat parameter array, from now on the model's
   * @param provenance how it came about
   */
  public TrainedModel(
      ModelSpec spec,
      Scaling scaling,
      List<String> columns,
      float[] parameters,
      Provenance provenance) {
    this.spec = spec;
    this.scaling = scaling;
    this.columns = List.copyOf(columns);
    this.parameters = parameters;
    this.provenance = provenance;
  }

  /** Input shape, network and loss. */
  public ModelSpec spec() {
    return spec;
  }

  /** The scaling of the features. */
  public Scaling scaling() {
    return scaling;
  }

  /** The names of the features, or none. */
  public List<String> columns() {
    return columns;
  }

  /** The flat parameter array; not a copy. */
  public float[] parameters() {
    return parameters;
  }

  /** How the model came about. */
  public Provenance provenance() {
    return provenance;
  }

  /** SHA-256 of the weights as they are saved, in lower-case hexadecimal. */
  public String sha256() {
    return Weights.of(this).sha256();
  }
}
