/** Measures of a model's quality, as sums that can be merged in any division of the data. */
package io.kindling.kernels.metric;
