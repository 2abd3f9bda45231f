/** LIBSVM's text format of sparse rows. */
@NullMarked
package io.kindling.partitioning.format.libsvm;

import org.jspecify.annotations.NullMarked;
