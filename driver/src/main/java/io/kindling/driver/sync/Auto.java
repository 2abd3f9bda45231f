package io.kindling.driver.sync;

import io.kindling.kernels.spec.Formula;

/**
 * {@link EveryStep} or {@link LocalSteps}, whichever keeps the cost of synchronising below a tenth
 * of the time. It is measured before training and reported, so that a later training can declare
 * it. The choice depends on the machines; the model follows from the choice.
 */
@Formula("the fewest local steps with which synchronising costs less than 10 % of the time")
public record Auto() implements SyncPolicy {}
