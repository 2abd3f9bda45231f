package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of Spark, before any Spark starts. */
final class SparkSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spark.executor.memory        | abc   | a value of type bytes in MiB
          spark.shuffle.file.buffer    | 1.5x  | a value of type bytes in KiB
          spark.task.cpus              | two   | a value of type int
          spark.kindling.mostDirectBytes | abc | a size in bytes, such as 128m
          """)
  void aValueThatSparkCannotReadIsNamed(String key, String value, String expected) {
    SparkConf conf = new SparkConf(false).set(key, value);
    assertEquals(
        "%s: found '%s', expected %s".formatted(key, value, expected),
        assertThrows(InvalidInputException.class, () -> SparkSettings.check(conf)).getMessage());
  }

  @Test
  void othersWillDo() {
    SparkConf conf =
        new SparkConf(false).set("spark.executor.memory", "2g").set("spark.my.own", "anything");
    assertDoesNotThrow(() -> SparkSettings.check(conf));
  }

  @Test
  void theErrorOfAStartNamesTheSettingsThatHaveTheValue() {
    SparkConf conf = new SparkConf(false).set("spark.serializer", "Nope").set("spark.x", "1");
    assertAll(
        () ->
            assertEquals(
                "spark.serializer: found no class Nope",
                SparkSettings.refused(conf, new ClassNotFoundException("Nope")).getMessage()),
        () ->
            assertEquals(
                "Spark's settings: something else",
                SparkSettings.refused(conf, new IllegalArgumentException("something else\nmore"))
                    .getMessage()));
  }

  @Test
  void theWebPageOfALocalTrainingIsForWhoAsks() {
    assertAll(
        () -> assertEquals("false", uiOf("local[*]", "spark.x")),
        () -> assertEquals("true", uiOf("local[*]", "spark.ui.port")),
        () -> assertEquals("true", uiOf("spark://h:1", "spark.x")));
  }

  @Test
  void aKryoThatWantsToKnowClassesIsToldOfThem() {
    SparkConf conf =
        new SparkConf(false)
            .setMaster("local")
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.kryo.registrator", "their.Own");
    SparkDefaults.applyTo(conf);
    assertEquals("their.Own", conf.get("spark.kryo.registrator"));
    conf.set("spark.kryo.registrationRequired", "true");
    SparkDefaults.applyTo(conf);
    SparkDefaults.applyTo(conf);
    assertEquals(
        "their.Own,io.kindling.driver.serializer.KindlingRegistrator",
        conf.get("spark.kryo.registrator"));
  }

  @Test
  void whatKindlingReadsItselfIsReadFirst() {
    System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    System.setProperty("spark.kryo.registrationRequired", "maybe");
    try {
      InvalidInputException refused =
          assertThrows(
              InvalidInputException.class,
              () -> SparkContexts.start("test", "local", Optional.empty(), told -> {}));
      assertTrue(
          String.valueOf(refused.getMessage())
              .startsWith("spark.kryo.registrationRequired: found 'maybe', expected "),
          refused.getMessage());
    } finally {
      System.clearProperty("spark.serializer");
      System.clearProperty("spark.kryo.registrationRequired");
    }
  }

  private static String uiOf(String master, String set) {
    SparkConf conf = new SparkConf(false).setMaster(master).set(set, "4050");
    SparkDefaults.applyTo(conf);
    return conf.get("spark.ui.enabled");
  }
}
