package io.kindling.predictor.column;

import io.kindling.kernels.spec.Formula;

/** Not a feature: the column is not read. */
@Formula("")
public record Ignore() implements ColumnKind {}
