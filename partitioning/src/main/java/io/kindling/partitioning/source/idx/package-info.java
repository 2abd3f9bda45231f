/** IDX files, the format of the MNIST database. */
package io.kindling.partitioning.source.idx;
