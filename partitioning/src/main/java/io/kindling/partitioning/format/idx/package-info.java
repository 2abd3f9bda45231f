/** IDX files, the format of the MNIST database. */
package io.kindling.partitioning.format.idx;
