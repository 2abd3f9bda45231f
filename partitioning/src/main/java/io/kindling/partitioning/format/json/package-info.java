/** Files with a JSON object in each line. */
@NullMarked
package io.kindling.partitioning.format.json;

import org.jspecify.annotations.NullMarked;
