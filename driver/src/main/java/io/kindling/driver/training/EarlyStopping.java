package io.kindling.driver.training;

import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the validation rows decide: which epoch's parameters the model has, and when to stop early
 * (Prechelt 1998, "Early stopping, but when?").
 *
 * @param metric the value that counts: {@code loss} or the name of a metric
 * @param patience training stops after this many epochs in a row without a better one; never if
 *     empty
 * @param minDelta by how much a value must be better than the best so far to count as better
 * @param keepBest whether the model has the best epoch's parameters instead of the last one's
 */
public record EarlyStopping(
    String metric, Optional<Integer> patience, double minDelta, boolean keepBest) {
  private static final String KEY = "training.monitor";
  private static final String LOSS = "loss";
  private static final String BEST = "best";
  private static final String LAST = "last";

  /** Decides nothing: the model has the parameters after all epochs. */
  public static final EarlyStopping NONE = new EarlyStopping(LOSS, Optional.empty(), 0, false);

  /** Checks the numbers. */
  public EarlyStopping {
    patience.ifPresent(epochs -> Require.atLeast(1, "Patience", epochs));
    Require.atLeast(0.0, "Min delta", minDelta);
  }

  /** The best epoch's parameters by a metric, after all epochs. */
  public static EarlyStopping best(String metric) {
    return new EarlyStopping(metric, Optional.empty(), 0, true);
  }

  /** The same, but training stops after this many epochs in a row without a better one. */
  public EarlyStopping withPatience(int epochs) {
    return new EarlyStopping(metric, Optional.of(epochs), minDelta, keepBest);
  }

  /** The same, but no parameters are kept aside. */
  public EarlyStopping withoutKeeping() {
    return new EarlyStopping(metric, patience, minDelta, false);
  }

  /** Reads {@code {metric: loss, patience: 5, min_delta: 0, keep: best}}; all are optional. */
  public static EarlyStopping read(Setting setting) {
    Fields fields = setting.fields();
    String metric = fields.optional("metric").map(Setting::text).orElse(LOSS);
    Optional<Integer> patience = fields.optional("patience").map(Setting::wholeNumber);
    double minDelta = fields.optional("min_delta").map(Setting::number).orElse(0.0);
    Optional<Setting> keep = fields.optional("keep");
    fields.done();
    boolean keepBest = keep.map(EarlyStopping::isBest).orElse(true);
    return setting.make(() -> new EarlyStopping(metric, patience, minDelta, keepBest));
  }

  private static boolean isBest(Setting epoch) {
    return switch (epoch.text()) {
      case BEST -> true;
      case LAST -> false;
      default -> throw epoch.wrong("best or last");
    };
  }

  /**
   * Whether lower values are better.
   *
   * @param measured what validation measures besides the loss
   * @throws InvalidInputException when the metric is not among them, or is not a single value
   */
  public boolean lowerIsBetter(List<Metric> measured) {
    if (metric.equals(LOSS)) {
      return true;
    }
    return measured.stream()
        .filter(candidate -> candidate.valueName().equals(metric))
        .findFirst()
        .map(Metric::aim)
        .filter(aim -> aim != Metric.Aim.NONE)
        .map(aim -> aim == Metric.Aim.LOW)
        .orElseThrow(
            () ->
                InvalidInputException.atSetting(
                    KEY + ".metric",
                    "'" + metric + "'",
                    "loss, or one of 'metrics' that is a single value"));
  }

  /** What {@link #read} takes. */
  Object write() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("metric", metric);
    patience.ifPresent(epochs -> values.put("patience", epochs));
    values.put("min_delta", minDelta);
    values.put("keep", keepBest ? BEST : LAST);
    return values;
  }

  /**
   * Checks that it can watch what is measured.
   *
   * @throws InvalidInputException when it cannot
   */
  void check(boolean validated, List<Metric> measured) {
    lowerIsBetter(measured);
    if (!validated && !equals(NONE)) {
      throw InvalidInputException.atSetting(KEY, "no validation rows", "data.validation");
    }
  }
}
