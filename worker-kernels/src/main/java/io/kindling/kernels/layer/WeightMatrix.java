package io.kindling.kernels.layer;

/**
 * The weights of a layer that multiplies its input by them: (outputs, inputs), row-major.
 *
 * @param offset where they lie among the parameters
 */
public record WeightMatrix(int offset, int inputs, int outputs) {}
