/** Kernels alone, by JMH, on one thread. */
package io.kindling.benchmarks.kernel;
