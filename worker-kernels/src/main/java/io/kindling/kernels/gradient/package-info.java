/** What a shard contributes to a step or to an evaluation, as sums that can be merged. */
package io.kindling.kernels.gradient;
