/** A trained model: what it consists of, and how it is read from its files. */
package io.kindling.predictor.model;
