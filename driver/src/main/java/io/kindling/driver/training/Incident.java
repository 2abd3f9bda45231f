package io.kindling.driver.training;

import io.kindling.kernels.spec.FirstLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What happened beside the steps of a training and shows in no model, but for another arithmetic:
 * of interest to who runs the cluster.
 *
 * @param time when it was noticed
 * @param kind of it
 * @param what happened, in one line
 */
public record Incident(Instant time, Kind kind, String what) {
  /** Of so many that follow one another the last are kept in files. */
  public static final int MOST_KEPT = 200;

  /** What there is. */
  public enum Kind {
    /** Something was waited for. */
    WAIT,
    /** Tasks failed, which Spark runs again where its settings let it. */
    TASKS_FAILED,
    /** An executor went. */
    EXECUTOR_LOST,
    /** An executor came. */
    EXECUTOR_ADDED,
    /** An executor came that is not known to compute to the bit as those that training began on. */
    OTHER_ARITHMETIC,
    /** A checkpoint was written. */
    CHECKPOINT,
    /** A checkpoint could not be written. */
    CHECKPOINT_FAILED
  }

  /** Now; of several lines, the first. */
  public static Incident of(Kind kind, String what) {
    return new Incident(Instant.now(), kind, FirstLine.of(what));
  }

  /** As files have it. */
  public Map<String, Object> write() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("time", time.toString());
    plain.put("kind", kind.name().toLowerCase(Locale.ROOT));
    plain.put("what", what);
    return plain;
  }
}
