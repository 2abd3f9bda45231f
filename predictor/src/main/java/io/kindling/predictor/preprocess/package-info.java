/** What happens to a row before it enters the network, as it was fitted. */
package io.kindling.predictor.preprocess;
