/** Scores rows with trained models in any Java program, without Spark. */
package io.kindling.predictor;
