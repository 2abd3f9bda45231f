/** Trains by PyTorch's C++ front end. */
package io.kindling.benchmarks.pytorch;
