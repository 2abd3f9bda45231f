/** Which columns become what in a row as it is kept, and what cannot be kept. */
package io.kindling.predictor.row;
