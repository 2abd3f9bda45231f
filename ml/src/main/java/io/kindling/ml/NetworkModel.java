package io.kindling.ml;

import io.kindling.predictor.model.TrainedModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/** A model with a trained network, whether it tells classes apart or predicts numbers. */
public interface NetworkModel extends NetworkParams, MLWritable {
  /** The network as it scores; package-private in meaning. */
  NetworkScoring scoring();

  /** How it was trained. */
  NetworkTrainingSummary summary();

  /** The network with all that scoring needs. */
  default TrainedModel trainedModel() {
    return scoring().model();
  }

  /** All weights and biases, as they lie in the network's one flat array. */
  default Vector weights() {
    return scoring().weights();
  }

  @Override
  default MLWriter write() {
    return new NetworkModelWriter(this, trainedModel(), summary());
  }
}
