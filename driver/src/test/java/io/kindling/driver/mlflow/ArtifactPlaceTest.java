package io.kindling.driver.mlflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the files of a run are put, by what the server says of them. */
final class ArtifactPlaceTest {
  @ParameterizedTest
  @CsvSource({
    "http://h:5000, mlflow-artifacts:/1/a/artifacts,"
        + " http://h:5000/api/2.0/mlflow-artifacts/artifacts/1/a/artifacts",
    "https://h/ml, mlflow-artifacts:/1/a," + " https://h/ml/api/2.0/mlflow-artifacts/artifacts/1/a",
    "http://h:5000, mlflow-artifacts://files:81/1/a,"
        + " http://files:81/api/2.0/mlflow-artifacts/artifacts/1/a",
    "http://h, mlflow-artifacts:/a%20b/1," + " http://h/api/2.0/mlflow-artifacts/artifacts/a%20b/1",
    "http://h, http://h/api/2.0/mlflow-artifacts/artifacts/1/a,"
        + " http://h/api/2.0/mlflow-artifacts/artifacts/1/a",
    "http://h, s3://bucket/1, ''",
    "http://h, /var/mlruns/1, ''",
    "http://h, '', ''"
  })
  void itIsTheServersWhereThatStoresThem(String server, String artifacts, String place) {
    assertEquals(
        place, ArtifactPlace.of(URI.create(server), artifacts).map(URI::toString).orElse(""));
  }
}
