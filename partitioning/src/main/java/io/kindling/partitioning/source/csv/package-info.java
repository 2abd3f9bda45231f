/** CSV files: what they look like, and how their lines become rows. */
@NullMarked
package io.kindling.partitioning.source.csv;

import org.jspecify.annotations.NullMarked;
