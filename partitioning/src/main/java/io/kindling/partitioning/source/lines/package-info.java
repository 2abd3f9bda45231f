/**
 * Text files that hold a row in each line: where they are, how they are divided, and how their
 * bytes become characters.
 */
@NullMarked
package io.kindling.partitioning.source.lines;

import org.jspecify.annotations.NullMarked;
