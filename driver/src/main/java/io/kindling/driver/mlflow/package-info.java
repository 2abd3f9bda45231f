/** Trainings as runs of an MLflow tracking server, by its REST API. */
package io.kindling.driver.mlflow;
