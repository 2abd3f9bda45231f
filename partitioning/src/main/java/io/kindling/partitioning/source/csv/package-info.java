/** CSV files. */
package io.kindling.partitioning.source.csv;
