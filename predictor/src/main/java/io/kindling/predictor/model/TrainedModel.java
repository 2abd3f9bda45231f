package io.kindling.predictor.model;

import io.kindling.kernels.network.ModelSpec;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.row.Labels;
import java.io.Serializable;

/** A trained network with all that scoring needs. It can be in what Spark sends to executors. */
public final class TrainedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelSpec spec;
  private final Preprocessing preprocessing;
  private final Labels labels;
  private final float[] parameters;
  private final Provenance provenance;

  /**
   * A model.
   *
   * @param spec input shape, network, loss
   * @param preprocessing of the features, as fitted to the training data
   * @param labels what its targets are called
   * @param parameters the flat parameter array, from now on the model's
   * @param provenance how it came about
   */
  public TrainedModel(
      ModelSpec spec,
      Preprocessing preprocessing,
      Labels labels,
      float[] parameters,
      Provenance provenance) {
    this.spec = spec;
    this.preprocessing = preprocessing;
    this.labels = labels;
    this.parameters = parameters;
    this.provenance = provenance;
  }

  /** Input shape, network and loss. */
  public ModelSpec spec() {
    return spec;
  }

  /** What happens to a row before it enters the network. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The same model, whose evaluation leaves rows without a label out, or refuses them. */
  public TrainedModel droppingUnlabelled(boolean drops) {
    return new TrainedModel(
        spec,
        preprocessing.withRules(preprocessing.rules().dropping(drops)),
        labels,
        parameters,
        provenance);
  }

  /** What its targets are called. */
  public Labels labels() {
    return labels;
  }

  /** A copy of the flat parameter array. */
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * The flat parameter array itself, for those that only read it: scoring broadcasts it, saving
   * writes it out. Whoever changes it changes the model.
   */
  public float[] sharedParameters() {
    return parameters;
  }

  /** How the model came about. */
  public Provenance provenance() {
    return provenance;
  }

  /** SHA-256 of the weights as they are saved, in lower-case hexadecimal. */
  public String sha256() {
    return Weights.of(this).digest().sha256();
  }
}
