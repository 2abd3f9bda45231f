/** The activations: what a user declares, and the arithmetic of each. */
package io.kindling.kernels.layer.activation;
