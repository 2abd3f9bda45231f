/** CSV files: what they look like, and how their lines become rows. */
@NullMarked
package io.kindling.partitioning.format.csv;

import org.jspecify.annotations.NullMarked;
