/** Measures speed, always beside a reference measured in the same run. */
package io.kindling.benchmarks;
