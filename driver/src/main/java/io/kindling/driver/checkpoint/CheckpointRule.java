package io.kindling.driver.checkpoint;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When checkpoints are written while training goes on. One is written besides at the end of
 * training, when it fails, and when it is interrupted.
 *
 * @param unit what {@code every} counts
 * @param every so many of them, above 0; whole unless they are minutes
 * @param keep how many of the last checkpoints stay, at least 1
 */
public record CheckpointRule(Unit unit, double every, int keep) {
  /** Every ten minutes. */
  public static final CheckpointRule DEFAULT = new CheckpointRule(Unit.MINUTES, 10, 2);

  /** What is counted. */
  public enum Unit {
    /** Steps of the optimizer. */
    STEPS,
    /** Minutes. */
    MINUTES,
    /** Epochs. */
    EPOCHS;

    private String key() {
      return "every_" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the numbers. */
  public CheckpointRule {
    Require.above(0, unit.key(), every);
    if (unit != Unit.MINUTES && every != Math.rint(every)) {
      throw new IllegalArgumentException(unit.key() + " must be a whole number, got " + every);
    }
    Require.atLeast(1, "keep", keep);
  }

  /** Reads {@code {every_steps: 500, keep: 3}}, or one with minutes or epochs. */
  public static CheckpointRule read(Setting setting) {
    Fields fields = setting.fields();
    List<Unit> given = new ArrayList<>();
    double every = DEFAULT.every;
    for (Unit each : Unit.values()) {
      Optional<Setting> count = fields.optional(each.key());
      if (count.isPresent()) {
        given.add(each);
        every = count.get().number();
      }
    }
    int keep = fields.optional("keep").map(Setting::wholeNumber).orElse(DEFAULT.keep);
    fields.done();
    if (given.size() > 1) {
      throw InvalidInputException.at(
          setting.place(),
          "%s and %s".formatted(given.get(0).key(), given.get(1).key()),
          "one of every_steps, every_minutes and every_epochs");
    }
    Unit unit = given.isEmpty() ? DEFAULT.unit : given.get(0);
    double number = every;
    return setting.make(() -> new CheckpointRule(unit, number, keep));
  }
}
