/** Trainings that explore: several declarations compared, the learning-rate range test. */
package io.kindling.driver.exploration;
