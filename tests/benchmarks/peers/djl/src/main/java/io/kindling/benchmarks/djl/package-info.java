/** Trains by DJL on PyTorch, which brings MKL. */
package io.kindling.benchmarks.djl;
