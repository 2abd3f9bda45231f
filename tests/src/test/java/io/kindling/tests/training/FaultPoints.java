package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.math.VectorMath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Places within a step where something can go wrong, in whatever process computes it: it does where
 * a file of the place's name is there. Whoever comes first takes the file away, and is the victim.
 */
public final class FaultPoints implements SparkPlugin {
  /** A process dies when a task begins. */
  static final String DIES_AT_START = "dies-at-start";

  /** A process dies in the pass forward. */
  static final String DIES_FORWARD = "dies-forward";

  /** A process dies in the pass backward. */
  static final String DIES_BACKWARD = "dies-backward";

  /** A process dies with the result of a task, before it is sent. */
  static final String DIES_AT_END = "dies-at-end";

  /** An executor's disk loses all files when a task has written some for others to read. */
  static final String LOSES_FILES = "loses-files";

  /** A pass forward takes seconds. */
  static final String SLOW = "slow";

  /** A pass forward fails. */
  static final String FAILS_ONCE = "fails-once";

  /** Executors that come are listed and take no tasks. The file stays. */
  static final String STARTS_LATE = "starts-late";

  /** A pass forward fails by chance. The file stays. */
  static final String FAILS_BY_CHANCE = "fails-by-chance";

  // So that more than every fifth attempt of a task fails, of four passes, and not each of twelve.
  private static final int ONE_OF = 4;
  private static final long SLOW_SECONDS = 3;
  private static final String SETTING = "spark.kindling.tests.faults";
  private static final Path FOLDER =
      Path.of("target", "fault-points-" + ProcessHandle.current().pid()).toAbsolutePath();

  /** Seeds of their own for each process, so that a task that is run again does not fail again. */
  private static final Random CHANCE = new Random();

  /** What makes executors look there, at the beginnings and ends of tasks, too. */
  static Map<String, String> settings() {
    return Map.of("spark.plugins", FaultPoints.class.getName(), SETTING, FOLDER.toString());
  }

  /** From now on it goes wrong there. */
  static void plant(String place) {
    try {
      Files.createDirectories(FOLDER);
      Files.createFile(FOLDER.resolve(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on nothing goes wrong there; whether it would have. */
  static boolean takeAway(String place) {
    return takeAway(FOLDER, place);
  }

  /** From now on nothing goes wrong anywhere. */
  static void clear() {
    planted().forEach(FaultPoints::takeAway);
    FOLDER.toFile().delete();
  }

  /** Makes sure that all that was planted has happened. */
  static void assertNoneIsLeft() {
    assertEquals(List.of(), planted());
    clear();
  }

  private static List<String> planted() {
    String[] places = FOLDER.toFile().list();
    return places == null ? List.of() : List.of(places);
  }

  private static boolean takeAway(Path folder, String place) {
    try {
      return Files.deleteIfExists(folder.resolve(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where this process looks; where no fault is planted, that is nowhere. */
  private static Path folder() {
    return Path.of(SparkEnv.get().conf().get(SETTING, "no-such-folder"));
  }

  private static void dieAt(String place) {
    if (takeAway(folder(), place)) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static void loseFiles(TaskContext task) {
    if (task.taskMetrics().shuffleWriteMetrics().bytesWritten() > 0
        && takeAway(folder(), LOSES_FILES)) {
      CollectionConverters.asJava(SparkEnv.get().blockManager().diskBlockManager().getAllFiles())
          .forEach(File::delete);
    }
  }

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {
        Path late = folder().resolve(STARTS_LATE);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (Files.exists(late) && System.nanoTime() < end) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
      }

      @Override
      public void onTaskStart() {
        dieAt(DIES_AT_START);
        TaskContext.get().addTaskCompletionListener(FaultPoints::loseFiles); // before that is told
      }

      @Override
      public void onTaskSucceeded() {
        dieAt(DIES_AT_END);
      }
    };
  }

  /** A layer that changes nothing, and lets go wrong what is to go wrong in a pass. */
  public record Layer() implements Activation {
    @Override
    public void apply(VectorMath math, float[] z, int from, int to) {
      dieAt(DIES_FORWARD);
      if (takeAway(folder(), SLOW)) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SLOW_SECONDS));
      }
      if (takeAway(folder(), FAILS_ONCE)
          || (Files.exists(folder().resolve(FAILS_BY_CHANCE)) && CHANCE.nextInt(ONE_OF) == 0)) {
        throw new IllegalStateException("planted");
      }
    }

    @Override
    public void backpropagate(float[] y, float[] dy, int from, int to) {
      dieAt(DIES_BACKWARD);
    }
  }
}
