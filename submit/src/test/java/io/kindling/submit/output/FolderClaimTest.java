package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write into an output folder. */
final class FolderClaimTest {
  private static final Configuration HADOOP = new Configuration();
  private static final int AT_ONCE = 8;
  private static final long MOST_PROCESSES = 1 << 22; // that Linux numbers

  @TempDir private Path folder;

  @Test
  void trainingsThatStartAtOnceGetFoldersOfTheirOwn()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<FolderClaim>> claims = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        claims.add(threads.submit(() -> FolderClaim.ofFirstNew(folder + "/runs/a", HADOOP)));
      }
      Set<String> paths = new TreeSet<>();
      for (Future<FolderClaim> claim : claims) {
        paths.add(claim.get().run().path());
      }
      assertEquals(AT_ONCE, paths.size());
      assertTrue(paths.contains(folder + "/runs/a"), paths.toString());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFolderOfAnEarlierTrainingIsNotTakenAgain() throws IOException {
    Files.createDirectories(folder.resolve("runs/a"));
    Files.writeString(folder.resolve("runs/a/history.jsonl"), "{}");
    try (FolderClaim claim = FolderClaim.ofFirstNew(folder + "/runs/a", HADOOP)) {
      assertEquals(folder + "/runs/a-2", claim.run().path());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSecondOfTwoThatNameAFolderIsRefused(boolean overwrite) throws IOException {
    try (FolderClaim first = claim(overwrite)) {
      assertEquals(run(), first.run());
      assertEquals(
          "%s: found another training under way, expected a folder of its own; where that training"
                  .formatted(run().path())
              + " is no more, delete %s/.training".formatted(run().path()),
          message(() -> claim(overwrite)));
    }
    claim(overwrite).close();
  }

  @Test
  void theClaimOfAProcessThatIsGoneCountsNoLonger() throws IOException {
    ClaimOwner here = ClaimOwner.here();
    write(new ClaimOwner(here.host(), here.process(), here.started() - 600_000).write());
    claim(false).close();
  }

  @Test
  void aProcessIsNotGoneBecauseAClockWasSet() throws IOException {
    ClaimOwner here = ClaimOwner.here();
    write(new ClaimOwner(here.host(), here.process(), here.started() - 1000).write());
    assertTrue(message(() -> claim(false)).contains("found another training under way"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theClaimOfAContainerWithTheMachinesNameCounts() throws IOException {
    String name = ClaimOwner.here().host().split(" ", 2)[0];
    write(new ClaimOwner(name, MOST_PROCESSES + 1, 1).write());
    assertTrue(message(() -> claim(false)).contains("found another training under way"));
  }

  @Test
  void oneOfSeveralTakesTheFolderOfAProcessThatIsGone()
      throws IOException, InterruptedException, ExecutionException {
    ClaimOwner here = ClaimOwner.here();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int round = 0; round < 100; round++) {
        write(new ClaimOwner(here.host(), here.process(), 1).write());
        List<Future<Optional<FolderClaim>>> claims = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          claims.add(threads.submit(this::claimIfFree));
        }
        List<FolderClaim> taken = new ArrayList<>();
        for (Future<Optional<FolderClaim>> claim : claims) {
          claim.get().ifPresent(taken::add);
        }
        assertEquals(1, taken.size(), "in round " + round);
        taken.get(0).close();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<FolderClaim> claimIfFree() throws IOException {
    try {
      return Optional.of(claim(true));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  @Test
  void theClaimOfAnotherMachinesProcessCounts() throws IOException {
    ClaimOwner here = ClaimOwner.here();
    write(new ClaimOwner("elsewhere." + here.host(), here.process(), 1).write());
    assertTrue(message(() -> claim(false)).contains("found another training under way"));
  }

  @Test
  void aClaimThatNobodyCanReadCounts() throws IOException {
    write("what?");
    assertTrue(message(() -> claim(false)).contains("found another training under way"));
  }

  @Test
  void nothingIsLeftOfAClaimWithoutResults() throws IOException {
    FolderClaim.of(new RunFolder(folder + "/a/b/c", HADOOP), false).close();
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void foldersThatWereThereStay() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    FolderClaim.of(new RunFolder(folder + "/a/b/c", HADOOP), false).close();
    assertFalse(Files.exists(folder.resolve("a/b")));
    assertTrue(Files.exists(folder.resolve("a")));
  }

  @Test
  void resultsStay() throws IOException {
    FolderClaim claim = FolderClaim.of(new RunFolder(folder + "/a/b/c", HADOOP), false);
    Path result = Files.writeString(folder.resolve("a/b/c/history.jsonl"), "{}");
    claim.close();
    assertEquals("{}", Files.readString(result));
    assertFalse(Files.exists(folder.resolve("a/b/c/.training")));
  }

  @Test
  void aModelIsOnlyReplacedOnDemand() throws IOException {
    Files.createDirectories(folder.resolve("run/model"));
    assertEquals(
        run().path()
            + ": found a trained model, expected a new folder, --overwrite to replace it, or"
            + " --resume to go on",
        message(() -> claim(false)));
    claim(true).close();
  }

  @Test
  void aFileInTheWayIsRefused() throws IOException {
    Files.writeString(folder.resolve("run"), "precious");
    assertEquals(run().path() + ": found a file, expected a folder", message(() -> claim(true)));
  }

  @Test
  void aFolderBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertEquals(
        "%s/a/b: found the file %s, expected a folder".formatted(file, file),
        message(() -> FolderClaim.of(new RunFolder(file + "/a/b", HADOOP), true)));
  }

  @Test
  void aLinkToNothingIsRefused() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    Files.createSymbolicLink(folder.resolve("run"), nowhere);
    String found = "found a link to %s, which is not there".formatted(nowhere);
    for (String output : List.of(run().path(), run().path() + "/new")) {
      assertEquals(
          "%s: %s, expected a folder that can be written to".formatted(output, found),
          message(() -> FolderClaim.of(new RunFolder(output, HADOOP), true)));
    }
  }

  @Test
  void aFileInPlaceOfCheckpointsIsRefused() throws IOException {
    Path checkpoints = folder.resolve("run/checkpoints");
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(checkpoints, "precious");
    assertEquals(checkpoints + ": found a file, expected a folder", message(() -> claim(false)));
    assertFalse(Files.exists(folder.resolve("run/.training")));
  }

  @Test
  void oneThatGoesOnTakesNoFolderOfOthers() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/notes.txt"), "precious");
    assertEquals(
        run().path()
            + ": found files, and none of a training, expected the output of a training to go on"
            + " from",
        message(() -> FolderClaim.ofEarlier(run())));
  }

  @Test
  void oneThatGoesOnTakesAFolderInWhichNothingOrLittleLies() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    FolderClaim.ofEarlier(run()).close();
    Files.writeString(folder.resolve("run/notes.txt"), "precious");
    Files.writeString(folder.resolve("run/report.html"), "");
    FolderClaim.ofEarlier(run()).close();
  }

  @Test
  void aDiskThatCannotBeWrittenToIsRefused() throws IOException {
    String path = "limited:" + Files.createDirectory(folder.resolve("there"));
    Configuration readOnly = LimitedDisk.configuration(0);
    for (String output : List.of(path, path + "/new")) {
      assertEquals(
          output + ": found Read-only file system, expected a folder that can be written to",
          message(() -> FolderClaim.of(new RunFolder(output, readOnly), true)));
    }
  }

  @Test
  void aDiskThatIsFullIsRefusedAndNothingLeftOfTheClaim() throws IOException {
    String output = "limited:" + Files.createDirectory(folder.resolve("there")) + "/new";
    Configuration full = LimitedDisk.configuration(1);
    assertEquals(
        output + ": found No space left on device, expected a folder that can be written to",
        message(() -> FolderClaim.of(new RunFolder(output, full), true)));
    assertFalse(Files.exists(folder.resolve("there/new")));
  }

  private RunFolder run() {
    return new RunFolder(folder + "/run", HADOOP);
  }

  private FolderClaim claim(boolean overwrite) throws IOException {
    return FolderClaim.of(run(), overwrite);
  }

  private void write(String claim) throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/.training"), claim);
  }

  private static String message(Executable refused) {
    return String.valueOf(assertThrows(InvalidInputException.class, refused).getMessage());
  }
}
