package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.SparseTable;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.serializer.KindlingRegistrator;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.source.sql.FrameSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model is the same however Spark is set up. */
final class SparkSettingsTest {
  private static final Set<Detail> ALL_DETAILS = EnumSet.allOf(Detail.class);

  /** Kryo, which refuses all classes that are not registered. */
  private static final Map<String, String> REGISTERED_ALONE =
      Map.of(
          "spark.serializer",
          "org.apache.spark.serializer.KryoSerializer",
          "spark.kryo.registrationRequired",
          "true",
          "spark.kryo.registrator",
          KindlingRegistrator.class.getName());

  private static String usual;

  @BeforeAll
  static void trainAsUsual() {
    usual = sha256(2, Map.of());
  }

  @Test
  void kryoGivesTheModelOfJavaSerialization() {
    assertEquals(
        usual, sha256(2, Map.of("spark.serializer", "org.apache.spark.serializer.KryoSerializer")));
  }

  @Test
  void kryoGivesTheModelOfJavaSerializationWithLocalStepsToo() {
    Map<String, String> kryo =
        Map.of("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    assertEquals(sha256OfLocalSteps(Map.of()), sha256OfLocalSteps(kryo));
  }

  @Test
  void registeredClassesAreAllThatKryoNeeds() {
    for (String directBytes : List.of("128m", "0")) { // sums by the driver and by executors
      Map<String, String> settings = new HashMap<>(REGISTERED_ALONE);
      settings.put("spark.kindling.mostDirectBytes", directBytes);
      assertEquals(usual, sha256(3, settings));
      assertEquals(sha256OfLocalSteps(Map.of()), sha256OfLocalSteps(settings));
    }
  }

  @Test
  void registeredClassesAreAllThatKryoNeedsForSparseRows() {
    assertEquals(sha256OfSparse(2, Map.of()), sha256OfSparse(3, REGISTERED_ALONE));
  }

  @Tag("matrix")
  @Test
  void registeredClassesAreAllThatKryoNeedsForADataFrame() {
    assertEquals(usual, sha256OfFrame(2, REGISTERED_ALONE));
    assertEquals(usual, sha256OfFrame(3, Map.of()));
  }

  /** Of the rows of the RDD, in their order. */
  private static String sha256OfFrame(int cores, Map<String, String> settings) {
    try (JavaSparkContext context = LocalSpark.start(cores, settings)) {
      return TinyTraining.on(context, 2)
          .data(FrameSource.of(TinyTraining.data().frame(context, 3)).orderedBy("id"))
          .build()
          .train()
          .sha256();
    }
  }

  private static String sha256OfSparse(int cores, Map<String, String> settings) {
    try (JavaSparkContext context = LocalSpark.start(cores, settings)) {
      return TinyTraining.on(context, 2)
          .data(new SparseTable(Storage.SPARSE, 2))
          .scale(ScaleMode.MAX_ABS)
          .build()
          .train()
          .sha256();
    }
  }

  private static String sha256OfLocalSteps(Map<String, String> settings) {
    try (JavaSparkContext context = LocalSpark.start(2, settings)) {
      return TinyTraining.on(context, 2).sync(new LocalSteps(2)).build().train().sha256();
    }
  }

  @Test
  void sumsFinishedByTheExecutorsGiveTheSameModel() {
    for (String serializer : List.of("Java", "Kryo")) {
      Map<String, String> settings =
          Map.of(
              "spark.kindling.mostDirectBytes",
              "0",
              "spark.serializer",
              "org.apache.spark.serializer.%sSerializer".formatted(serializer));
      assertEquals(usual, sha256(3, settings));
      assertEquals(sha256OfLocalSteps(Map.of()), sha256OfLocalSteps(settings));
    }
  }

  @Test
  void moreCoresGiveTheSameModel() {
    assertEquals(usual, sha256(3, Map.of()));
  }

  @Test
  void gradientsThatGoThroughTheBlockManagerGiveTheSameModel() {
    assertEquals(usual, sha256(2, Map.of("spark.task.maxDirectResultSize", "100")));
  }

  /** What a report looks at travels too. */
  @Test
  void registeredClassesAreAllThatKryoNeedsForDetails() {
    assertEquals(
        sha256OfWatched(Set.of(), Map.of()), sha256OfWatched(ALL_DETAILS, REGISTERED_ALONE));
  }

  private static String sha256OfWatched(Set<Detail> details, Map<String, String> settings) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public Set<Detail> details() {
            return details;
          }

          @Override
          public void on(TrainingEvent event) {}
        };
    try (JavaSparkContext context = LocalSpark.start(2, settings)) {
      return TinyTraining.on(context, 2)
          .data(TinyTraining.data().rdd(context, 2), 0.2)
          .listener(listener)
          .build()
          .train()
          .sha256();
    }
  }

  private static String sha256(int cores, Map<String, String> settings) {
    try (JavaSparkContext context = LocalSpark.start(cores, settings)) {
      return TinyTraining.on(context, 2).build().train().sha256();
    }
  }
}
