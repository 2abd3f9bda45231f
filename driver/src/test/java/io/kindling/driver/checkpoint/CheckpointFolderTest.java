package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.DyingFileSystem;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.TrainingState;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints come back whole, or not at all. */
final class CheckpointFolderTest {
  @TempDir private Path disk;
  private Path files;
  private CheckpointFolder folder;

  @BeforeEach
  void name() {
    files = disk.resolve("checkpoints");
    folder = new CheckpointFolder(files.toString(), new Configuration());
  }

  private String last() throws IOException {
    return States.text(folder.last().orElseThrow().state());
  }

  private List<String> names(String pattern) throws IOException {
    try (Stream<Path> found = Files.list(files)) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(pattern))
          .sorted()
          .toList();
    }
  }

  private Path only(String pattern) throws IOException {
    List<String> found = names(pattern);
    assertEquals(1, found.size(), found.toString());
    return files.resolve(found.get(0));
  }

  private static String message(Exception error) {
    return String.valueOf(error.getMessage());
  }

  @Test
  void aStateComesBackToTheLastBit() throws IOException {
    TrainingState state = States.at(3, 17);
    folder.save(state, 1);
    assertEquals(States.text(state), last());
  }

  @Test
  void soDoesTheStartOfItsEpoch() throws IOException {
    TrainingState state = States.whichMayGoBack(3, 17);
    folder.save(state, 1);
    assertEquals(States.text(state), last());
  }

  @Test
  void largeArraysAreWrittenInPartsThatComeBackToTheLastBit() throws IOException {
    TrainingState state = States.of(1_100_000);
    folder.save(state, 1);
    assertEquals(2, names("learner.*").size()); // of 2,097,152 values at most
    Map<String, float[]> found = folder.last().orElseThrow().state().learning().arrays();
    assertEquals(state.learning().arrays().keySet(), found.keySet());
    state.learning().arrays().forEach((name, array) -> assertArrayEquals(array, found.get(name)));
    folder.save(States.at(4, 0), 1);
    assertEquals(1, names("learner.*").size());
  }

  @Test
  void aPartThatIsGoneIsTold() throws IOException {
    folder.save(States.of(1_100_000), 1);
    Path part = files.resolve(names("learner.*").get(1));
    Files.delete(part);
    String gone = message(assertThrows(InvalidInputException.class, folder::last));
    assertTrue(gone.startsWith(part + ": found no such file, expected "), gone);
  }

  @Test
  void filesAreOnTheDiskBeforeTheManifestIsAndTheManifestBeforeAnyIsDeleted() throws IOException {
    CheckpointFolder synced =
        new CheckpointFolder("synced://" + files, SyncedFileSystem.configuration());
    synced.save(States.at(0, 1), 1);
    SyncedFileSystem.EVENTS.clear();
    synced.save(States.at(0, 2), 1);
    assertEquals(
        List.of("sync learner", "sync after", "delete after", "delete learner"),
        SyncedFileSystem.EVENTS.stream().map(event -> event.replaceFirst("-.*", "")).toList());
  }

  @Test
  void theStartOfAnEpochIsWrittenOnce() throws IOException {
    folder.save(States.whichMayGoBack(3, 1), 2);
    Path start = only("start.*");
    Object before = Files.readAttributes(start, "lastModifiedTime,fileKey");
    folder.save(States.whichMayGoBack(3, 2), 2);
    assertEquals(before, Files.readAttributes(only("start.*"), "lastModifiedTime,fileKey"));
    folder.save(States.at(4, 0), 1);
    assertEquals(List.of(), names("start.*"));
  }

  @Test
  void withoutCheckpointsThereIsNothing() throws IOException {
    assertEquals(Optional.empty(), folder.last());
    assertTrue(folder.isEmpty());
  }

  @Test
  void theLatestInTrainingIsTheLast() throws IOException {
    folder.save(States.at(9, 900), 3);
    folder.save(States.at(10, 0), 3);
    folder.save(States.at(10, 9), 3);
    assertEquals(States.text(States.at(10, 9)), last());
  }

  @Test
  void onlyTheLastOnesStay() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      folder.save(States.at(0, batch), 2);
    }
    List<String> manifests = names(".*json");
    assertEquals(2, manifests.size(), manifests.toString());
    assertTrue(manifests.get(0).startsWith("after-epoch-0-batch-4-"), manifests.toString());
    assertEquals(2, names("learner.*").size());
    assertEquals(States.text(States.at(0, 5)), last());
  }

  @Test
  void theBestEpochsParametersAreWrittenOnce() throws IOException {
    folder.save(States.at(0, 1), 2);
    Path best = only("best.*");
    Object before = Files.readAttributes(best, "lastModifiedTime,fileKey");
    folder.save(States.at(0, 2), 2);
    assertEquals(before, Files.readAttributes(only("best.*"), "lastModifiedTime,fileKey"));
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.createDirectories(files);
    Files.writeString(files.resolve("notes.txt"), "precious");
    folder.save(States.at(0, 1), 1);
    folder.save(States.at(0, 2), 1);
    folder.clear();
    assertEquals(List.of("notes.txt"), names(".*"));
  }

  @Test
  void halfAManifestIsNoCheckpoint() throws IOException {
    folder.save(States.at(0, 1), 2);
    folder.save(States.at(0, 2), 2);
    Path manifest = only("after-epoch-0-batch-2-.*");
    byte[] bytes = Files.readAllBytes(manifest);
    for (int length = 0; length < bytes.length; length += 97) {
      Files.write(manifest, Arrays.copyOf(bytes, length));
      assertEquals(States.text(States.at(0, 1)), last());
    }
  }

  @Test
  void afterADamagedOneTheOneBeforeIsTakenAndTheDamageTold() throws IOException {
    folder.save(States.at(0, 1), 2);
    String before = only("learner.*").getFileName().toString();
    folder.save(States.at(0, 2), 2);
    Path learner = only("learner-(?!" + before.substring(8, 24) + ").*");
    byte[] bytes = Files.readAllBytes(learner);
    bytes[bytes.length / 2] ^= 4;
    Files.write(learner, bytes);
    CheckpointFolder.Found found = folder.last().orElseThrow();
    assertEquals(States.text(States.at(0, 1)), States.text(found.state()));
    assertEquals(1, found.skipped().size());
    assertTrue(
        found.skipped().get(0).startsWith(learner + ": found SHA-256 "),
        found.skipped().toString());
  }

  @Test
  void aFileThatIsGoneOrCutOffIsTold() throws IOException {
    folder.save(States.at(0, 1), 1);
    Path learner = only("learner.*");
    Files.write(learner, new byte[10]);
    String cut = message(assertThrows(InvalidInputException.class, folder::last));
    assertTrue(cut.startsWith(learner + ": found 10 bytes, expected 4"), cut);
    Files.delete(learner);
    String gone = message(assertThrows(InvalidInputException.class, folder::last));
    assertTrue(gone.startsWith(learner + ": found no such file, expected 4"), gone);
    assertTrue(gone.endsWith("; there is no whole checkpoint before it"), gone);
  }

  @Test
  void aCheckpointWrittenAfterGoingBackBehindADamagedOneStays() throws IOException {
    folder.save(States.at(0, 1), 1);
    Files.writeString(only(".*json"), "{");
    assertThrows(InvalidInputException.class, folder::last);
    folder.save(States.at(0, 0), 1);
    assertEquals(States.text(States.at(0, 0)), last());
    assertEquals(1, names(".*json").size());
  }

  @Test
  void whereverWritingFailsACheckpointStaysWhole() throws IOException {
    folder.save(States.at(0, 1), 1);
    boolean written = false;
    int operations = 0;
    for (; !written; operations++) {
      CheckpointFolder dying =
          new CheckpointFolder(
              "dying://" + files, DyingFileSystem.configuration(operations, false, false));
      written = true;
      try {
        dying.save(States.at(0, 2), 1);
      } catch (WriteException e) {
        written = false;
      }
      String found = last();
      assertTrue(
          List.of(States.text(States.at(0, 1)), States.text(States.at(0, 2))).contains(found),
          "after %s operations".formatted(operations));
    }
    assertTrue(operations > 5, "the file system never failed");
    assertEquals(States.text(States.at(0, 2)), last());
  }
}
