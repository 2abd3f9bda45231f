package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.util.List;

/** The way from the driver to the workers of a process. */
interface Line<T extends Mergeable<T>> {
  /** Has some of the workers carry out an order, and hand in together. */
  void order(Order<T> order, List<Report.Place> workers);

  /** Tells all of them to go. */
  void end();
}
