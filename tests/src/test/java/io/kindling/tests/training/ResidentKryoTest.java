package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers of which several share a process, on executors that take registered classes only and talk
 * to the driver authenticated and encrypted.
 */
@Tag("matrix") // workers without Kryo, and Kryo without workers, are tested elsewhere
class ResidentKryoTest {
  @RegisterExtension
  static final TwoExecutors CLUSTER =
      new TwoExecutors(
          2,
          Map.of(
              "spark.kindling.steps",
              "resident",
              "spark.serializer",
              "org.apache.spark.serializer.KryoSerializer",
              "spark.kryo.registrationRequired",
              "true",
              "spark.kryo.registrator",
              "io.kindling.driver.serializer.KindlingRegistrator",
              "spark.authenticate",
              "true",
              "spark.authenticate.secret",
              "planted",
              "spark.network.crypto.enabled",
              "true",
              "spark.io.encryption.enabled",
              "true"));

  @ParameterizedTest
  @EnumSource(
      names = {"FLOWERS_IN_FIVE_SHARDS", "FLOWERS_IN_ROUNDS", "MANY_PARAMETERS", "EMBEDDINGS"})
  void theModelIsTheSame(SameModel model) {
    assertEquals(model.expected(), model.train(CLUSTER.context(), 4));
  }
}
