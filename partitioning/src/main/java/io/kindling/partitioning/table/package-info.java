/**
 * A table as its source gives it: blocks of rows in the order of the files, column by column, read
 * once and cached; and what is found in them.
 */
@NullMarked
package io.kindling.partitioning.table;

import org.jspecify.annotations.NullMarked;
