package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.checkpoint.CheckpointRule.Unit;
import io.kindling.driver.fixture.DyingFileSystem;
import io.kindling.driver.fixture.InterruptingFileSystem;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.LoggedLines;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.DivergedException;
import io.kindling.driver.training.Incident;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainerBuilder;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingState;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is written while a training goes on, and at its end whichever it is. */
final class CheckpointWriterTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @RegisterExtension final LoggedLines log = new LoggedLines(CheckpointWriter.class);

  private static final CheckpointRule NEVER = new CheckpointRule(Unit.MINUTES, 1e6, 1);
  private static final CheckpointRule EACH_STEP = new CheckpointRule(Unit.STEPS, 1, 2);

  @TempDir private Path disk;
  private CheckpointFolder folder;

  @BeforeEach
  void name() {
    folder = new CheckpointFolder(disk.resolve("c").toString(), new Configuration());
  }

  private static TrainerBuilder training() {
    return TinyTraining.on(SPARK.context(), 2);
  }

  private static String undisturbed() {
    return training().build().train().sha256();
  }

  private TrainingState last() throws IOException {
    return folder.last().orElseThrow().state();
  }

  private String resumed() throws IOException {
    return training().resume(last()).build().train().sha256();
  }

  private static TrainingListener atStep(int epoch, int step, Runnable what) {
    return event -> {
      if (event instanceof TrainingEvent.StepCompleted done
          && done.epoch() == epoch
          && done.stepInEpoch() == step) {
        what.run();
      }
    };
  }

  @Test
  void theEndOfTrainingIsKept() throws IOException {
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      training().listener(writer).build().train();
      assertEquals(Optional.of("after epoch 2"), writer.lastCheckpoint());
    }
    assertEquals(new TrainingPosition(2, 0, 0), last().position());
    assertEquals(undisturbed(), resumed());
  }

  @Test
  void whileTrainingGoesOnNothingOfItChangesTheModel() throws IOException {
    try (CheckpointWriter writer = new CheckpointWriter(folder, EACH_STEP)) {
      assertEquals(undisturbed(), training().listener(writer).build().train().sha256());
    }
    assertEquals(undisturbed(), resumed());
  }

  @Test
  void allListenersHearOfACheckpointOnceItIsWritten() {
    List<Incident> heard = new ArrayList<>();
    CheckpointRule eachEpoch = new CheckpointRule(Unit.EPOCHS, 1, 2);
    try (CheckpointWriter writer = new CheckpointWriter(folder, eachEpoch)) {
      training()
          .listener(
              event -> {
                if (event instanceof TrainingEvent.Noted noted) {
                  heard.add(noted.incident());
                }
              })
          .listener(writer)
          .listener(atStep(2, 1, () -> awaitCheckpoint(writer)))
          .build()
          .train();
    }
    assertEquals(1, heard.size(), heard.toString());
    assertEquals(Incident.Kind.CHECKPOINT, heard.get(0).kind());
    assertTrue(heard.get(0).what().startsWith("checkpoint after epoch 1 written: "));
  }

  @Test
  void anInterruptAtTheEndKeepsNoCheckpointFromBeingWritten() throws IOException {
    Configuration hadoop = new Configuration();
    InterruptingFileSystem.register(hadoop);
    CheckpointFolder store = new CheckpointFolder("interrupting:" + disk.resolve("c"), hadoop);
    try (CheckpointWriter writer = new CheckpointWriter(store, NEVER)) {
      training()
          .listener(
              event -> {
                if (event instanceof TrainingEvent.Finished) {
                  InterruptingFileSystem.interruptAfter(0, false);
                }
              })
          .listener(writer)
          .build()
          .train();
      assertEquals(Optional.of("after epoch 2"), writer.lastCheckpoint());
    } finally {
      InterruptingFileSystem.stop();
    }
    assertEquals(new TrainingPosition(2, 0, 0), last().position());
  }

  @Test
  void aCheckpointIsNotCalledDamagedThatAnInterruptKeptFromBeingRead() throws IOException {
    Configuration hadoop = new Configuration();
    InterruptingFileSystem.register(hadoop);
    CheckpointFolder store = new CheckpointFolder("interrupting:" + disk.resolve("c"), hadoop);
    try (CheckpointWriter writer = new CheckpointWriter(store, EACH_STEP)) {
      training().listener(writer).build().train();
    }
    int operations = 0;
    for (boolean interrupted = true; interrupted; operations++) {
      InterruptingFileSystem.interruptAfter(operations, false);
      try {
        assertEquals(List.of(), store.last().orElseThrow().skipped());
        interrupted = InterruptingFileSystem.stop();
        assertFalse(interrupted, "it was read all the same");
      } catch (InterruptedIOException e) {
        assertTrue(InterruptingFileSystem.stop());
      }
    }
    assertTrue(operations > 2, "operations of the file system: " + operations);
  }

  /** What a store answers may be a page. */
  @Test
  void oneThatIsNotWrittenIsOneLineOfTheLog() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.page.impl", AnswersWithAPage.class, FileSystem.class);
    CheckpointFolder store = new CheckpointFolder("page://" + disk, hadoop);
    try (CheckpointWriter writer = new CheckpointWriter(store, EACH_STEP)) {
      training().listener(writer).build().train();
    } catch (WriteException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("no room"), e.getMessage());
    }
    assertTrue(
        log.lines().stream()
            .anyMatch(line -> line.matches("checkpoint .* not written: .*: no room")),
        () -> log.lines().toString());
    assertTrue(
        log.lines().stream().noneMatch(line -> line.contains("\n")), () -> log.lines().toString());
  }

  /** A file system in which nothing can be written. */
  public static final class AnswersWithAPage extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("page:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        Progressable progress)
        throws IOException {
      throw new IOException("no room\n<html>\n");
    }
  }

  private static void awaitCheckpoint(CheckpointWriter writer) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (writer.lastCheckpoint().isEmpty()) {
      assertTrue(System.nanoTime() < end, "no checkpoint was written");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aFailureLeavesTheStateBeforeIt() throws IOException {
    IllegalStateException failure = new IllegalStateException("the listener failed");
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      Trainer trainer =
          training()
              .listener(
                  atStep(
                      2,
                      3,
                      () -> {
                        throw failure;
                      }))
              .listener(writer)
              .build();
      assertEquals(failure, assertThrows(IllegalStateException.class, trainer::train));
      assertEquals(Optional.of("of epoch 2, batch 3"), writer.lastCheckpoint());
    }
    assertEquals(undisturbed(), resumed());
  }

  @Test
  void numbersThatAreNotFiniteAreNotWritten() throws IOException {
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      Trainer trainer = TinyTraining.diverging(SPARK.context()).listener(writer).build();
      assertThrows(DivergedException.class, trainer::train);
    }
    assertEquals(Optional.empty(), folder.last());
  }

  @Test
  void aFailureBeforeTheFirstStepLeavesNothing() throws IOException {
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      writer.on(
          new TrainingEvent.Failed(
              new IllegalStateException(), Optional.of(() -> States.at(0, 0))));
    }
    assertEquals(Optional.empty(), folder.last());
  }

  @Test
  void aDiskThatIsFullEndsNoTraining() {
    CheckpointFolder full =
        new CheckpointFolder(
            "dying://" + disk.resolve("c"), DyingFileSystem.configuration(0, false, true));
    try (CheckpointWriter writer = new CheckpointWriter(full, EACH_STEP)) {
      assertEquals(undisturbed(), training().listener(writer).build().train().sha256());
      assertEquals(Optional.empty(), writer.lastCheckpoint());
    }
  }

  @Test
  void oneThatIsFullForTooLongEndsIt() {
    CheckpointFolder full =
        new CheckpointFolder(
            "dying://" + disk.resolve("c"), DyingFileSystem.configuration(0, false, true));
    try (CheckpointWriter writer = new CheckpointWriter(full, EACH_STEP, Duration.ZERO)) {
      Trainer trainer = training().epochs(100).listener(writer).build();
      WriteException error = assertThrows(WriteException.class, trainer::train);
      assertTrue(String.valueOf(error.getMessage()).endsWith("No space left on device"));
    }
  }

  /** A disk to write on which there is no memory. Public, since Hadoop makes it. */
  public static final class Starving extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("starving:///");
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void whereMemoryRunsOutForACheckpointTrainingGoesOnAndTellsIt() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.starving.impl", Starving.class, FileSystem.class);
    CheckpointFolder store = new CheckpointFolder("starving:" + disk.resolve("c"), hadoop);
    List<Incident> heard = new ArrayList<>();
    try (CheckpointWriter writer = new CheckpointWriter(store, EACH_STEP)) {
      TrainingListener hears =
          event -> {
            if (event instanceof TrainingEvent.Noted noted) {
              heard.add(noted.incident());
            }
          };
      String model =
          training().epochs(20).listener(hears).listener(writer).build().train().sha256();
      heard.addAll(writer.incidents()); // of the end, behind which no event comes
      assertEquals(training().epochs(20).build().train().sha256(), model);
    }
    assertFalse(heard.isEmpty());
    assertEquals(Incident.Kind.CHECKPOINT_FAILED, heard.get(0).kind());
    assertTrue(heard.get(0).what().endsWith("not written: Java heap space"), heard.toString());
  }

  @Test
  @Timeout(60)
  void onceACheckpointCanBeWrittenAgainTrainingGoesOn() throws IOException {
    Path inTheWay = Files.createFile(disk.resolve("file"));
    folder = new CheckpointFolder(inTheWay.resolve("c").toString(), new Configuration());
    try (CheckpointWriter writer = new CheckpointWriter(folder, EACH_STEP, Duration.ZERO)) {
      TrainingListener makesWay =
          event -> {
            if (event instanceof TrainingEvent.StepCompleted step && step.step() == 2) {
              while (writer.incidents().isEmpty()) { // until that after the first step has failed
                Thread.onSpinWait();
              }
              inTheWay.toFile().delete();
            }
          };
      training().epochs(100).listener(makesWay).listener(writer).build().train();
    }
    assertEquals(new TrainingPosition(100, 0, 0), last().position());
  }

  @Test
  @Timeout(60)
  void onDemandTheNextStepIsFollowedByOne() throws IOException {
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
      Thread asking =
          new Thread(
              () -> {
                writer.writeNext(Duration.ofSeconds(60));
                answer.complete(writer.lastCheckpoint());
              });
      Runnable ask =
          () -> {
            asking.start();
            while (asking.getState() != Thread.State.TIMED_WAITING) { // until it has asked
              Thread.onSpinWait();
            }
          };
      TrainingListener waits =
          atStep(2, 1, () -> assertTrue(answer.join().orElseThrow().startsWith("of epoch")));
      training().listener(atStep(1, 1, ask)).listener(writer).listener(waits).build().train();
    }
  }

  @Test
  void beforeAndAfterTrainingNobodyWaits() {
    try (CheckpointWriter writer = new CheckpointWriter(folder, NEVER)) {
      long start = System.nanoTime();
      writer.writeNext(Duration.ofMinutes(5));
      training().listener(writer).build().train();
      writer.writeNext(Duration.ofMinutes(5));
      assertTrue(System.nanoTime() - start < Duration.ofMinutes(4).toNanos());
    }
    assertTrue(Files.exists(disk.resolve("c")));
  }
}
