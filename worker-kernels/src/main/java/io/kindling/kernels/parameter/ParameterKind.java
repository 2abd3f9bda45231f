package io.kindling.kernels.parameter;

/** What a parameter is to optimizers and penalties. */
public enum ParameterKind {
  /** Multiplies inputs; penalties apply to it. */
  WEIGHT,
  /** A bias, the scale of a normalisation, a slope: learnt, but never penalised. */
  OTHER,
  /** Not learnt but observed: the running mean or variance of a batch normalisation. */
  STATISTIC,
  /** Stays as it is in this training, whatever it is in others. */
  FROZEN;

  /** Whether it changes with the gradient. */
  public boolean isLearnt() {
    return this == WEIGHT || this == OTHER;
  }
}
