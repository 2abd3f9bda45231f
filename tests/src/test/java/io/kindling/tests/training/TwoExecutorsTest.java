package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.diagnosis.ClusterCores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trainings on executors in JVMs of their own, whose data, parameters and gradients go through a
 * Kryo that takes registered classes only. {@link ExecutorLossTest} uses Java's serialisation.
 */
class TwoExecutorsTest {
  @RegisterExtension
  static final TwoExecutors CLUSTER =
      new TwoExecutors(
          Map.of(
              "spark.serializer",
              "org.apache.spark.serializer.KryoSerializer",
              "spark.kryo.registrationRequired",
              "true",
              "spark.kryo.registrator",
              "io.kindling.driver.serializer.KindlingRegistrator"));

  private static final long MOST_BYTES_ALONG = 512 << 10;
  private static final int PARAMETERS = StepJobsTest.MANY_PARAMETERS;

  @ParameterizedTest
  @EnumSource(names = {"FLOWERS_IN_ROUNDS", "EMBEDDINGS"})
  void otherPartitionsGiveTheSameModel(SameModel model) {
    assertSame(model, 3, "0");
  }

  @Tag("matrix")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MANY_PARAMETERS")
  void anyPartitionsGiveTheSameModel(SameModel model) {
    for (int partitions : List.of(1, 3, 8)) {
      assertSame(model, partitions, "0");
      assertSame(model, partitions, "128m");
    }
  }

  @Test
  void executorsMeasureTheSameImportanceOfColumnsForAnyPartitions() {
    for (int partitions : List.of(1, 3, 8)) {
      assertEquals(
          SameImportance.EXPECTED,
          SameImportance.measure(CLUSTER.context(), partitions),
          partitions + " partitions");
    }
  }

  private static void assertSame(SameModel model, int partitions, String mostDirectBytes) {
    CLUSTER.takeDirectly(mostDirectBytes);
    assertEquals(
        model.expected(),
        model.train(CLUSTER.context(), partitions),
        "%s partitions, %s directly".formatted(partitions, mostDirectBytes));
  }

  @Test
  void coresThatAreThereAreNotWaitedForAndOthersForSoLongOnly() {
    JavaSparkContext context = CLUSTER.context();
    assertEquals(TwoExecutors.COUNT, ClusterCores.await(context, 2, Duration.ofMinutes(10)));
    long start = System.nanoTime();
    assertEquals(TwoExecutors.COUNT, ClusterCores.await(context, 3, Duration.ofMillis(200)));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(200).toNanos());
  }

  @Test
  void parametersThatDoNotGoAlongWithAJobAreBroadcast() {
    Travels travels = new Travels(MOST_BYTES_ALONG);
    CLUSTER.takeDirectly("128m");
    assertEquals(SameModel.MANY_PARAMETERS.expected(), train(SameModel.MANY_PARAMETERS, travels));
    assertAll(
        () -> assertTrue((long) PARAMETERS * Float.BYTES > MOST_BYTES_ALONG),
        () ->
            assertEquals(
                TwoExecutors.COUNT, travels.receivers().size(), travels.receivers().toString()),
        () ->
            assertTrue(
                travels.broadcasts().size() >= SameModel.MANY_PARAMETERS.steps(),
                travels.broadcasts().toString()),
        () -> assertEquals(0, travels.shuffled(), "bytes of slices, where none are cut"));
  }

  @Test
  void gradientsThatExecutorsSumUpBetweenThemReachTheDriverOnceAndGiveTheSameModel() {
    Travels travels = new Travels(MOST_BYTES_ALONG);
    StepTasks steps = new StepTasks();
    List<Long> files = new ArrayList<>();
    CLUSTER.takeDirectly("0");
    String found =
        CLUSTER.heardBy(
            travels,
            () ->
                CLUSTER.heardBy(
                    steps,
                    () ->
                        SameModel.MANY_PARAMETERS.train(
                            CLUSTER.context(), 2, event -> files.add(CLUSTER.files().count()))));
    assertEquals(SameModel.MANY_PARAMETERS.expected(), found);
    StepJobsTest.assertOneGradientAStep(steps);
    assertEquals(1, Set.copyOf(files).size(), "files of shuffles stay: " + files);
    // Each of the two executors sends the other half of its gradient.
    long gradients = (long) SameModel.MANY_PARAMETERS.steps() * PARAMETERS * Float.BYTES;
    assertTrue(travels.shuffled() > 0.9 * gradients, "bytes " + travels.shuffled());
  }

  @Test
  void aStepIsOneJobWhoseTasksReturnSerialisedGradientsAndGivesTheSameModel() {
    StepTasks steps = new StepTasks();
    CLUSTER.takeDirectly("128m");
    String found = CLUSTER.heardBy(steps, () -> SameModel.FLOWERS.train(CLUSTER.context(), 2));
    assertEquals(SameModel.FLOWERS.expected(), found);
    StepJobsTest.assertOneJobAStep(steps);
  }

  private static String train(SameModel model, Travels travels) {
    return CLUSTER.heardBy(travels, () -> model.train(CLUSTER.context(), 2));
  }
}
