package io.kindling.driver.training;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of a training a run takes at most; another run goes on from there, to the same model as
 * one that had all the time. A training that goes on has the whole budget anew. It ends between two
 * steps, or two rounds of local steps, and after at least one; where an epoch has no steps left, it
 * is validated first.
 *
 * @param unit what is counted
 * @param most so many of them, above 0; whole unless they are minutes
 */
public record TrainingBudget(Unit unit, double most) {
  /** What is counted. */
  public enum Unit {
    /** Minutes since the first step, with validation and what listeners do. */
    MINUTES,
    /** Steps of the optimizer; the local steps of a round count each. */
    STEPS,
    /** Epochs, counting one that was begun by an earlier run. */
    EPOCHS;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the number. */
  public TrainingBudget {
    String what = "A budget's " + unit.key();
    Require.above(0, what, most);
    if (unit != Unit.MINUTES && most != Math.rint(most)) {
      throw new IllegalArgumentException(what + " must be a whole number, got " + most);
    }
  }

  /** A budget of time. */
  public static TrainingBudget minutes(double most) {
    return new TrainingBudget(Unit.MINUTES, most);
  }

  /** A budget of steps. */
  public static TrainingBudget steps(int most) {
    return new TrainingBudget(Unit.STEPS, most);
  }

  /** A budget of epochs. */
  public static TrainingBudget epochs(int most) {
    return new TrainingBudget(Unit.EPOCHS, most);
  }

  /** Reads {@code {minutes: 30}}, or one of steps or epochs. */
  public static TrainingBudget read(Setting setting) {
    Fields fields = setting.fields();
    List<TrainingBudget> given = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      Optional<Setting> number = fields.optional(unit.key());
      number.ifPresent(most -> given.add(of(unit, most)));
    }
    fields.done();
    if (given.size() != 1) {
      throw InvalidInputException.at(
          setting.place(),
          given.isEmpty()
              ? "nothing"
              : given.stream()
                  .map(budget -> budget.unit.key())
                  .collect(Collectors.joining(" and ")),
          "one of " + Stream.of(Unit.values()).map(Unit::key).collect(Collectors.joining(", ")));
    }
    return given.get(0);
  }

  private static TrainingBudget of(Unit unit, Setting most) {
    return most.make(() -> new TrainingBudget(unit, most.number()));
  }

  /** Such as {@code 30 minutes} or {@code 1 epoch}. */
  @Override
  public String toString() {
    String number = most == Math.rint(most) ? Names.count((long) most) : Double.toString(most);
    String units = unit.key();
    return number + " " + (most == 1 ? units.substring(0, units.length() - 1) : units);
  }
}
