/** Why a model says what it says of a row: what each column of the source contributes. */
package io.kindling.predictor.explanation;
