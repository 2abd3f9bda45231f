package io.kindling.predictor.column;

import io.kindling.kernels.spec.Formula;

/** Numbers: one input, filled and scaled as the data's settings say. */
@Formula("x")
public record Numeric() implements ColumnKind {}
