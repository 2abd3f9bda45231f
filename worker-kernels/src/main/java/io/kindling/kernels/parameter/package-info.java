/**
 * All parameters of a network lie in one flat array; this package names the slices and fills them
 * at the start.
 */
package io.kindling.kernels.parameter;
