/**
 * Matrix products: native (OpenBLAS through netlib) or Java. The only place that knows that BLAS is
 * column-major.
 */
package io.kindling.kernels.blas;
