package io.kindling.driver.checkpoint;

import io.kindling.driver.training.TrainingPosition;
import io.kindling.predictor.model.ContentDigest;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a checkpoint's manifest: where in its epochs training was, and the manifest's own
 * content, so that half a manifest is known for what it is.
 *
 * @param epochs that had ended
 * @param batches of the epoch under way
 * @param digits the first of the SHA-256 of the manifest
 */
record CheckpointName(int epochs, int batches, String digits)
    implements Comparable<CheckpointName> {
  private static final Pattern PATTERN =
      Pattern.compile("after-epoch-([0-9]{1,9})-batch-([0-9]{1,9})-([0-9a-f]{16})\\.json");
  private static final Comparator<CheckpointName> BY_POSITION =
      Comparator.comparingInt(CheckpointName::epochs)
          .thenComparingInt(CheckpointName::batches)
          .thenComparing(CheckpointName::digits);

  static CheckpointName of(TrainingPosition position, ContentDigest manifest) {
    return new CheckpointName(position.epochs(), position.batches(), manifest.inName());
  }

  /** The name that a file has; none if it is no checkpoint's. */
  static Optional<CheckpointName> parse(String file) {
    Matcher matcher = PATTERN.matcher(file);
    return matcher.matches()
        ? Optional.of(
            new CheckpointName(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  /** The later one in training is the greater. */
  @Override
  public int compareTo(CheckpointName other) {
    return BY_POSITION.compare(this, other);
  }

  /** Whether training was there earlier. */
  boolean isBefore(CheckpointName other) {
    return epochs < other.epochs || (epochs == other.epochs && batches < other.batches);
  }

  /** The name of the file. */
  @Override
  public String toString() {
    return "after-epoch-%s-batch-%s-%s.json".formatted(epochs, batches, digits);
  }
}
