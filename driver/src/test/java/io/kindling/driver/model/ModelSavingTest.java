package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.DyingFileSystem;
import io.kindling.driver.fixture.TinyModel;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder holds a whole model at every moment, wherever saving another ends. */
final class ModelSavingTest {
  private static final TrainedModel OLD = TinyModel.standardizing(1);
  private static final TrainedModel NEW = TinyModel.standardizing(2);
  private static final int TOO_MANY_OPERATIONS = 200;

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void saveTheOldModel() throws IOException {
    folder = temporary.resolve("model");
    ModelFiles.save(OLD, new Configuration(), folder.toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theModelIsWholeWhicheverOperationIsTheLast(boolean movesOver) throws IOException {
    int operations = 0;
    while (!saves(NEW, DyingFileSystem.configuration(operations, false, movesOver))) {
      String loaded = load().sha256();
      assertTrue(
          List.of(OLD.sha256(), NEW.sha256()).contains(loaded), "after %d".formatted(operations));
      ModelFiles.save(OLD, new Configuration(), folder.toString());
      assertEquals(OLD.sha256(), load().sha256());
      operations++;
      assertTrue(operations < TOO_MANY_OPERATIONS);
    }
    assertEquals(NEW.sha256(), load().sha256());
    assertTrue(operations > 5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSameModelAgainIsWholeWhicheverOperationIsTheLast(boolean movesOver) throws IOException {
    int operations = 0;
    while (!saves(OLD, DyingFileSystem.configuration(operations, false, movesOver))) {
      assertEquals(OLD.sha256(), load().sha256());
      operations++;
      assertTrue(operations < TOO_MANY_OPERATIONS);
    }
  }

  @Test
  void aDiskThatIsFullOnceKeepsTheModelAndNoHalfOfAnother() throws IOException {
    for (int operations = 0; operations < 4; operations++) {
      assertFalse(saves(NEW, DyingFileSystem.configuration(operations, true, true)));
      assertEquals(List.of("manifest.json", weightsOf(OLD)), files());
    }
  }

  @Test
  void aFailureNamesTheFileAndTheReason() {
    Set<String> failures = new HashSet<>();
    for (int operations = 0; operations < TOO_MANY_OPERATIONS; operations++) {
      try {
        ModelFiles.save(
            NEW, DyingFileSystem.configuration(operations, true, true), "dying:" + folder);
        break;
      } catch (IOException | WriteException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    String reason = ": cannot be written: No space left on device";
    assertTrue(failures.contains("dying:%s/%s".formatted(folder, weightsOf(NEW)) + reason));
    assertTrue(failures.contains("dying:%s/manifest.json".formatted(folder) + reason));
  }

  private boolean saves(TrainedModel model, Configuration hadoop) {
    try {
      ModelFiles.save(model, hadoop, "dying:" + folder);
      return true;
    } catch (IOException | WriteException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("No space left on device"), e.toString());
      return false;
    }
  }

  private static String weightsOf(TrainedModel model) {
    return "weights-%s.safetensors".formatted(model.sha256().substring(0, 16));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private TrainedModel load() {
    return ModelFiles.load(new Configuration(), folder.toString());
  }
}
