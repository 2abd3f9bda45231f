package io.kindling.driver.checkpoint;

import io.kindling.driver.model.DiskBuffers;
import io.kindling.driver.model.OutputFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.TrainingState;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.ContentDigest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of checkpoints, at any Hadoop URI. A checkpoint is files of arrays: of what was learnt,
 * of the parameters of the best epoch where these are kept, of what was learnt when the epoch under
 * way began where training may have to go back there; and a manifest that names them. Files are
 * named by what is in them and never written over; the manifest comes last, when they are on the
 * disk. So a checkpoint is there as a whole or not at all, also where files cannot be renamed, and
 * one before it is deleted only when it is there.
 */
public final class CheckpointFolder {
  private static final Logger log = LoggerFactory.getLogger(CheckpointFolder.class);

  private final String name;
  private final Path folder;
  private final Configuration hadoop;
  private final DiskBuffers buffers = new DiskBuffers();

  /** The folder, which need not be there. */
  public CheckpointFolder(String folder, Configuration hadoop) {
    this.name = folder;
    this.folder = UserPath.of(folder);
    this.hadoop = hadoop;
  }

  /**
   * Writes a checkpoint, and then deletes all but those last before it. Checkpoints of later
   * positions go, too: training went back behind them, since they are damaged.
   *
   * @param keep how many stay, this one included
   * @return its bytes
   * @throws WriteException when it cannot be written; those that are there stay
   */
  public long save(TrainingState state, int keep) {
    return save(state, keep, Pace.full());
  }

  /** The same at a pace. */
  long save(TrainingState state, int keep, Pace pace) {
    try (FileSystem system = OutputFiles.open(folder, hadoop)) {
      Map<String, List<DataFile>> files =
          new ArrayFiles(system, folder, pace, buffers).write(arraysOf(state));
      byte[] manifest = StateJson.write(state, files);
      ContentDigest digest = ContentDigest.of(out -> out.write(manifest));
      CheckpointName checkpoint = CheckpointName.of(state.position(), digest);
      OutputFiles.writeThrough(system, file(checkpoint.toString()), out -> out.write(manifest));
      prune(system, checkpoint, files, keep);
      return digest.bytes()
          + files.values().stream()
              .flatMap(List::stream)
              .mapToLong(file -> file.digest().bytes())
              .sum();
    } catch (IOException e) {
      throw new WriteException(folder, e);
    }
  }

  /** What of a state is in files, by what it is for. */
  private static Map<String, Map<String, float[]>> arraysOf(TrainingState state) {
    Map<String, Map<String, float[]>> arrays = new LinkedHashMap<>();
    arrays.put(CheckpointReader.LEARNER, state.learning().arrays());
    state
        .progress()
        .best()
        .parameters()
        .ifPresent(best -> arrays.put(CheckpointReader.BEST, Map.of(CheckpointReader.BEST, best)));
    state.epochStart().ifPresent(start -> arrays.put(CheckpointReader.EPOCH_START, start.arrays()));
    return arrays;
  }

  private Path file(String file) {
    return new Path(folder, file);
  }

  private CheckpointReader reader(FileSystem system) {
    return new CheckpointReader(system, folder, name);
  }

  /**
   * What is in the folder; nothing where there is none.
   *
   * @throws InvalidInputException when the folder is a file
   */
  private List<String> files(FileSystem system) throws IOException {
    List<String> files = new ArrayList<>();
    try {
      if (system.getFileStatus(folder).isFile()) {
        throw InvalidInputException.at(name, "a file", "a folder");
      }
      for (FileStatus file : system.listStatus(folder)) {
        files.add(file.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return files;
  }

  /** The manifests among files, the latest in training first. */
  private static List<CheckpointName> checkpoints(List<String> files) {
    return files.stream()
        .flatMap(file -> CheckpointName.parse(file).stream())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private void prune(
      FileSystem system, CheckpointName last, Map<String, List<DataFile>> itsFiles, int keep)
      throws IOException {
    List<String> found = files(system);
    Set<String> kept = new HashSet<>(Set.of(last.toString()));
    addNames(itsFiles, kept);
    for (CheckpointName checkpoint :
        checkpoints(found).stream().filter(c -> c.isBefore(last)).limit(keep - 1L).toList()) {
      kept.add(checkpoint.toString());
      try {
        addNames(reader(system).manifest(checkpoint).files(), kept);
      } catch (InvalidInputException e) {
        log.warn("{}; it is left as it is", e.getMessage());
      }
    }
    deleteAllBut(system, found, kept);
  }

  private static void addNames(Map<String, List<DataFile>> files, Set<String> names) {
    files.values().forEach(ofRole -> ofRole.forEach(file -> names.add(file.name())));
  }

  /** Manifests go first: one without its files would be no checkpoint. */
  private void deleteAllBut(FileSystem system, List<String> found, Set<String> kept)
      throws IOException {
    for (CheckpointName checkpoint : checkpoints(found)) {
      if (!kept.contains(checkpoint.toString())) {
        system.delete(file(checkpoint.toString()), false);
      }
    }
    for (String file : found) {
      if (DataFile.isName(file) && !kept.contains(file)) {
        system.delete(file(file), false);
      }
    }
  }

  /** Whether there is any checkpoint, whole or not. */
  public boolean isEmpty() throws IOException {
    return checkpoints(files(UserPath.fileSystem(folder, hadoop))).isEmpty();
  }

  /**
   * Deletes all checkpoints.
   *
   * @throws WriteException when one cannot be deleted
   */
  public void clear() {
    try (FileSystem system = OutputFiles.open(folder, hadoop)) {
      deleteAllBut(system, files(system), Set.of());
    } catch (IOException e) {
      throw new WriteException(folder, e);
    }
  }

  /**
   * A checkpoint that was read.
   *
   * @param state to go on from
   * @param skipped later checkpoints that are damaged, and how, a line each
   */
  public record Found(TrainingState state, List<String> skipped) {}

  /**
   * Reads the last checkpoint that is whole.
   *
   * @return nothing if there is none at all
   * @throws InvalidInputException when there are some, and none of them is whole
   */
  public Optional<Found> last() throws IOException {
    FileSystem system = UserPath.fileSystem(folder, hadoop);
    List<String> damaged = new ArrayList<>();
    for (CheckpointName checkpoint : checkpoints(files(system))) {
      try {
        return Optional.of(new Found(reader(system).read(checkpoint), damaged));
      } catch (FileNotFoundException e) {
        damaged.add("%s/%s: found a file missing".formatted(name, checkpoint));
      } catch (InvalidInputException e) {
        damaged.add(String.valueOf(e.getMessage()));
      }
    }
    if (!damaged.isEmpty()) {
      throw new InvalidInputException(damaged.get(0) + "; there is no whole checkpoint before it");
    }
    return Optional.empty();
  }
}
