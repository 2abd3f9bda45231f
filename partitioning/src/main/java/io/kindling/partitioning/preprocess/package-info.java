/** Centring and scaling of features, fitted on the training data over the cluster. */
package io.kindling.partitioning.preprocess;
