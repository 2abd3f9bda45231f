package io.kindling.driver.resident;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.StepWork;
import io.kindling.kernels.reduction.Mergeable;
import java.io.Serializable;

/**
 * What a step asks of every worker.
 *
 * @param work what is computed
 * @param parameters from what
 */
record StepTask<T extends Mergeable<T>>(StepWork<T> work, Parameters parameters)
    implements Serializable {}
