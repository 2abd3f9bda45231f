package io.kindling.driver.aggregation;

import java.io.Serializable;

/**
 * Which step of a training: what all randomness in it is drawn from.
 *
 * @param seed of the training
 * @param epoch from 0
 * @param batch within the epoch, from 0
 * @param number within the training, from 0
 * @param shards the number of shards
 */
record StepKey(long seed, int epoch, int batch, long number, int shards) implements Serializable {
  /** A later step of the same epoch. */
  StepKey plus(int steps) {
    return new StepKey(seed, epoch, batch + steps, number + steps, shards);
  }
}
