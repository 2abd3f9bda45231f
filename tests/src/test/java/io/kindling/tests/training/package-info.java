/** Whole trainings: accuracy and reproducibility. */
package io.kindling.tests.training;
