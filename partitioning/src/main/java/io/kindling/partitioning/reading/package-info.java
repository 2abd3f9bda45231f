/**
 * What the columns of a table mean: read once, looked at, decided, and given row by row as
 * features, targets and weights.
 */
@NullMarked
package io.kindling.partitioning.reading;

import org.jspecify.annotations.NullMarked;
