/** Rows in blocks, column by column, as whatever they are read from gives them. */
package io.kindling.predictor.table;
