package io.kindling.ml;

import io.kindling.driver.training.TrainingSpec;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.preprocess.ScaleMode;

/**
 * What the params of estimators are where nobody sets them: as in {@code Trainer}, if it has them.
 */
final class NetworkDefaults {
  private static final int HIDDEN = 64;
  private static final double RATE = 0.001;
  private static final int BLOCK = 128;

  private NetworkDefaults() {}

  /** Of a classifier. */
  static void setForClasses(NetworkParams params) {
    set(params);
    params.setDefault(params.loss(), "softmax_cross_entropy");
  }

  /** Of a regressor. */
  static void setForNumbers(NetworkParams params) {
    set(params);
    params.setDefault(params.loss(), "squared_error");
  }

  private static void set(NetworkParams params) {
    params.setDefault(params.handleInvalid(), "error");
    params.setDefault(params.hiddenLayers(), new int[] {HIDDEN});
    params.setDefault(params.activation(), "relu");
    params.setDefault(params.dropout(), 0.0);
    params.setDefault(params.solver(), "adam");
    params.setDefault(params.stepSize(), RATE);
    params.setDefault(params.maxIter(), TrainingSpec.DEFAULT_EPOCHS);
    params.setDefault(params.tol(), 0.0);
    params.setDefault(params.blockSize(), BLOCK);
    params.setDefault(params.sync(), "every_step");
    params.setDefault(params.scale(), ScaleMode.NONE.configName());
    params.setDefault(params.labelScale(), ScaleMode.NONE.configName());
    params.setDefault(params.missing(), MissingMode.ERROR.configName());
    params.setDefault(params.seed(), TrainingSpec.DEFAULT_SEED);
  }
}
