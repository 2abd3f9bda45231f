/**
 * The losses: records that a user declares and that compute value and gradient from a network's
 * outputs. The loss of a batch is Σ_rows w · ℓ / Σ_rows w; the kernels give the numerator, and the
 * division is done once, on the driver.
 */
package io.kindling.kernels.loss;
