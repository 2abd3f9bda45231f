/**
 * Matrix products: native (OpenBLAS through netlib) or Java. The only place that knows that BLAS
 * counts by columns.
 */
package io.kindling.kernels.blas;
