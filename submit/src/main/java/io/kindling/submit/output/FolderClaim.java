package io.kindling.submit.output;

import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A training's claim to its output folder, from before its first row is read to its end: a file
 * that only one of several can make. The file says whose it is, so that the claim of a process of
 * this machine that was killed no longer counts.
 */
public final class FolderClaim implements AutoCloseable {
  /** The file in the folder. */
  static final String FILE = ".training";

  private final RunFolder run;
  private final FileSystem system;
  private final OutputFolder folder;
  private final Path file;
  private boolean released;

  private FolderClaim(RunFolder run, FileSystem system, OutputFolder folder, Path file) {
    this.run = run;
    this.system = system;
    this.folder = folder;
    this.file = file;
  }

  /**
   * Claims a folder for a training that starts anew.
   *
   * @param overwrite whether a model and checkpoints that it holds may be replaced
   * @throws InvalidInputException when it cannot be written to, is another's, or holds a model or
   *     checkpoints
   */
  public static FolderClaim of(RunFolder run, boolean overwrite) throws IOException {
    FolderClaim claim = new Attempt(run).take().orElseThrow(() -> isTaken(run));
    if (!overwrite) {
      try {
        claim.requireUnused();
      } catch (InvalidInputException | IOException e) {
        claim.close();
        throw e;
      }
    }
    return claim;
  }

  private void requireUnused() throws IOException {
    if (run.holdsModel()) {
      throw InvalidInputException.at(
          run.path(),
          "a trained model",
          "a new folder, --overwrite to replace it, or --resume to go on");
    }
    if (!run.checkpoints().isEmpty()) {
      throw InvalidInputException.at(
          run.path(),
          "the checkpoints of a training",
          "a new folder, --resume to go on from them, or --overwrite to start anew");
    }
  }

  /**
   * Claims a folder of a training that goes on.
   *
   * @throws InvalidInputException when there is no such folder, it holds nothing but what is of no
   *     training, or is another's
   */
  public static FolderClaim ofEarlier(RunFolder run) throws IOException {
    run.requireTraining();
    return new Attempt(run).take().orElseThrow(() -> isTaken(run));
  }

  private static InvalidInputException isTaken(RunFolder run) {
    return InvalidInputException.at(
        run.path(),
        "another training under way",
        "a folder of its own; where that training is no more, delete %s/%s"
            .formatted(run.path(), FILE));
  }

  /**
   * Claims the first folder of {@code path}, {@code path-2}, {@code path-3} … that is new.
   *
   * @throws InvalidInputException when it cannot be written to
   */
  public static FolderClaim ofFirstNew(String path, Configuration hadoop) throws IOException {
    for (int number = 1; ; number++) {
      RunFolder run = new RunFolder(number == 1 ? path : path + "-" + number, hadoop);
      Optional<FolderClaim> claim = run.exists() ? Optional.empty() : new Attempt(run).take();
      if (claim.isPresent() && !claim.get().run.holdsModel()) {
        return claim.get();
      }
      claim.ifPresent(FolderClaim::close); // another came and went meanwhile
    }
  }

  /** An attempt to claim a folder. */
  private record Attempt(RunFolder run) {
    /** The claim; none if the folder is another's. */
    Optional<FolderClaim> take() throws IOException {
      Path path = UserPath.of(run.path());
      FileSystem system = OutputFiles.open(path, run.hadoop());
      Optional<FolderClaim> claim = Optional.empty();
      try {
        claim = take(system, path);
      } finally {
        if (claim.isEmpty()) {
          system.close();
        }
      }
      return claim;
    }

    private Optional<FolderClaim> take(FileSystem system, Path path) {
      OutputFolder folder = OutputFolder.make(system, path);
      Path file = new Path(path, FILE);
      try {
        return makeFile(system, file)
            ? Optional.of(new FolderClaim(run, system, folder, file))
            : Optional.empty();
      } catch (IOException e) {
        folder.removeIfEmpty();
        throw OutputFolder.unwritable(path, e);
      }
    }

    private static boolean makeFile(FileSystem system, Path file) throws IOException {
      String owner = ClaimOwner.here().write();
      return NewFiles.makeFile(system, file, owner) || replaceAbandoned(system, file, owner);
    }

    /**
     * Several may find a claim abandoned, and must not remove each other's: one at a time looks.
     */
    private static boolean replaceAbandoned(FileSystem system, Path file, String owner)
        throws IOException {
      Path turn = new Path(file.getParent(), FILE + "-taken-over");
      if (!isAbandoned(system, file) || !NewFiles.makeFile(system, turn, owner)) {
        return false;
      }
      try {
        return isAbandoned(system, file)
            && system.delete(file, false)
            && NewFiles.makeFile(system, file, owner);
      } finally {
        system.delete(turn, false);
      }
    }

    private static boolean isAbandoned(FileSystem system, Path file) throws IOException {
      try (InputStream in = system.open(file)) {
        return ClaimOwner.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isGone();
      } catch (FileNotFoundException e) {
        return false; // given back just now
      }
    }
  }

  /** The folder that is claimed. */
  public RunFolder run() {
    return run;
  }

  /** Gives the claim back; a folder in which nothing lies then is removed if it was made for it. */
  @Override
  public synchronized void close() {
    if (released) {
      return;
    }
    released = true;
    try (system) {
      system.delete(file, false);
      folder.removeIfEmpty();
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }
}
