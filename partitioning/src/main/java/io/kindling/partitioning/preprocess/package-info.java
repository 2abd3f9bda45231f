/**
 * What happens to rows before they enter a network, fitted on the training data over the cluster.
 */
package io.kindling.partitioning.preprocess;
