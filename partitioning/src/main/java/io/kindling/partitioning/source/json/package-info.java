/** Files with a JSON object in each line. */
@NullMarked
package io.kindling.partitioning.source.json;

import org.jspecify.annotations.NullMarked;
