/**
 * Cached shards of packed rows. Which shard a row belongs to, and when it is drawn, are functions
 * of the row's global position, the seed and the epoch.
 */
package io.kindling.partitioning.shard;
