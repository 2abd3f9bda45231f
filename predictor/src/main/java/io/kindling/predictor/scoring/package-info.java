/** The forward pass of a trained model, the same to the bit whatever other rows there are. */
package io.kindling.predictor.scoring;
