/** What the columns of a table are: numbers, categories, buckets; declared, and once known. */
package io.kindling.predictor.column;
