package io.kindling.driver.exploration;

import io.kindling.driver.training.TrainingSpec;

/**
 * A declaration that takes part in a {@link Comparison}.
 *
 * @param name what it is called
 * @param spec synchronised in every step; all but network, loss, update rule, class weights and
 *     metrics must be the same for all
 */
public record Trial(String name, TrainingSpec spec) {}
