/**
 * Randomness as pure functions of a key and a counter: nothing is shared, nothing has an order, so
 * a task that is run again draws the same.
 */
package io.kindling.kernels.random;
