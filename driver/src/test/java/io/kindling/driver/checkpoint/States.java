package io.kindling.driver.checkpoint;

import io.kindling.driver.optimizer.LearningState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.ProgressState;
import io.kindling.driver.training.Setback;
import io.kindling.driver.training.TrainingIdentity;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** States of a training that never took place, with values that are hard to write down. */
final class States {
  private static final int PARAMETERS = 1000;

  private States() {}

  /** A state at this position, whose arrays follow from it. */
  static TrainingState at(int epochs, int batches) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("theta", array(epochs + 0.1f * batches));
    arrays.put("outer.sgd.moment.0", new float[] {Float.MIN_VALUE, -0f, 1e-42f, 3e38f});
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("steps", (1L << 53) + 1);
    numbers.put("last_rate", 0.1 + 0.2);
    numbers.put("outer.sgd.product", 1e-300);
    return new TrainingState(
        new TrainingIdentity(Map.of("loss", "mse")),
        new LocalSteps(3),
        new TrainingPosition(epochs, batches, epochs + batches == 0 ? 0 : 1.0 / 3),
        new ProgressState(
            List.of(0.1, 1.0, 2e-310),
            7.1,
            64,
            Double.NaN,
            Optional.of(Map.of("r2", Double.NEGATIVE_INFINITY)),
            new ProgressState.Best(2, 3, -0.5, Optional.of(array(-7)))),
        new LearningState(arrays, numbers),
        List.of(new Setback(1, 0, 0.1), new Setback(2, 3, 0.1 * 0.1)),
        Optional.empty());
  }

  /** The same in the middle of an epoch, to whose start it may go back. */
  static TrainingState whichMayGoBack(int epochs, int batches) {
    TrainingState state = at(epochs, batches);
    return new TrainingState(
        state.identity(),
        state.sync(),
        state.position(),
        state.progress(),
        state.learning(),
        state.setbacks(),
        Optional.of(epochStart(epochs)));
  }

  /** The same with so many parameters. */
  static TrainingState of(int parameters) {
    TrainingState state = at(3, 17);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("theta", array(0.1f, parameters));
    arrays.put("moment.0", new float[parameters]);
    return new TrainingState(
        state.identity(),
        state.sync(),
        state.position(),
        state.progress(),
        new LearningState(arrays, state.learning().numbers()),
        state.setbacks(),
        state.epochStart());
  }

  private static LearningState epochStart(int epochs) {
    return new LearningState(Map.of("theta", array(epochs - 0.5f)), Map.of("steps", 7L));
  }

  private static float[] array(float first) {
    return array(first, PARAMETERS);
  }

  private static float[] array(float first, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = first + i / 3f;
    }
    return values;
  }

  /** All of a state as text, to the last bit. */
  static String text(TrainingState state) {
    StringBuilder text = new StringBuilder();
    text.append(state.identity()).append(state.sync()).append(state.position());
    ProgressState progress = state.progress();
    text.append(progress.epochLosses())
        .append(progress.lossSum())
        .append(progress.weightSum())
        .append(progress.trainLoss())
        .append(progress.validation())
        .append(progress.best().epoch())
        .append(progress.best().seen())
        .append(progress.best().value())
        .append(progress.best().parameters().map(Arrays::toString));
    state
        .learning()
        .arrays()
        .forEach((name, array) -> text.append(name).append(Arrays.toString(array)));
    text.append(state.setbacks());
    state
        .epochStart()
        .ifPresent(
            start ->
                text.append(Arrays.toString(start.arrays().get("theta"))).append(start.numbers()));
    return text.append(state.learning().numbers()).toString();
  }
}
