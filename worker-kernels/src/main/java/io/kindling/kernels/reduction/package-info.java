/**
 * Sums in one fixed order. Floating-point addition is not associative, so a sum that is to come out
 * the same for any division of the work must always be bracketed in the same way.
 */
package io.kindling.kernels.reduction;
