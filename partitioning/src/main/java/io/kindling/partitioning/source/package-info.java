/** Where rows come from, by format: what opens files and gives their rows as blocks. */
@NullMarked
package io.kindling.partitioning.source;

import org.jspecify.annotations.NullMarked;
