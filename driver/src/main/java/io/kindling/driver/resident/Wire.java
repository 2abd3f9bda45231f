package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;

/** The way from the workers of a process to the driver. */
@FunctionalInterface
interface Wire<T extends Mergeable<T>> {
  /** Tells the driver something; it need not have heard it when this returns. */
  void tell(Report<T> report);
}
