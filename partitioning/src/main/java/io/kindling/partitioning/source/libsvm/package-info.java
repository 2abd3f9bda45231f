/** LIBSVM's text format of sparse rows. */
@NullMarked
package io.kindling.partitioning.source.libsvm;

import org.jspecify.annotations.NullMarked;
