package io.kindling.predictor.explanation;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.OutputNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which number of a model's prediction is explained: of which class, label or target, and whether
 * its probability or its logit.
 */
final class OutputChoice {
  private static final double SAME = 1e-4;

  private final TrainedModel model;
  private final Loss loss;
  private final OutputNames names;
  private Score score = Score.PREDICTION;
  private @Nullable Integer output;

  OutputChoice(TrainedModel model) {
    this.model = model;
    this.loss = model.spec().loss();
    this.names = new OutputNames(model);
  }

  void score(Score explained) {
    score = explained;
  }

  /**
   * Chooses by the name.
   *
   * @throws InvalidInputException when the model has none of the name
   */
  void output(String name) {
    int index = outputs().indexOf(name);
    if (index < 0) {
      throw InvalidInputException.at(
          "the class to explain",
          "'%s'".formatted(Names.shortened(name)),
          "one of " + Names.shortened(outputs()));
    }
    output = index;
  }

  /** What can be explained: the classes, labels or targets. */
  List<String> outputs() {
    if (names.haveClass()) {
      return names.classes();
    }
    List<String> targets = model.labels().names();
    return targets.size() == names.count()
        ? targets
        : IntStream.range(0, names.count()).mapToObj(Integer::toString).toList();
  }

  /** The number of the one that was chosen, or else of what is predicted. */
  int of(float[] given) {
    return output == null ? predicted(given) : output;
  }

  private int predicted(float[] given) {
    return switch (loss.task()) {
      case MULTICLASS -> loss.decide(given, 0, given.length);
      case REGRESSION -> 0;
      case MULTILABEL -> {
        int best = 0;
        for (int i = 1; i < given.length; i++) {
          best = given[i] > given[best] ? i : best;
        }
        yield best;
      }
    };
  }

  /** The class that is predicted, where the model predicts one. */
  Optional<String> predictedClass(float[] given) {
    return loss.task() == Task.MULTICLASS
        ? names.of(loss.decide(given, 0, given.length))
        : Optional.empty();
  }

  /**
   * The number that is explained.
   *
   * @param given the network's outputs for a row
   * @throws InvalidInputException when it is none that can be
   */
  ExplainedOutput explained(float[] given, int which) {
    ExplainedOutput explained =
        ExplainedOutput.of(loss, score, which, given.length, model.preprocessing().targets());
    checkProbability(explained, given, which);
    return explained;
  }

  /** A loss of somebody's own may make something else of logits. */
  private void checkProbability(ExplainedOutput explained, float[] given, int which) {
    if (score == Score.LOGIT || loss.task() == Task.REGRESSION) {
      return;
    }
    float[] predictions = given.clone();
    loss.toPredictions(new VectorMath(), 1, given.length, predictions);
    boolean one = names.haveClass() && given.length == 1;
    double told = one ? (which == 1 ? predictions[0] : 1 - predictions[0]) : predictions[which];
    if (!(Math.abs(told - explained.value(given, 0)) <= SAME)) {
      throw InvalidInputException.at(
          "the loss " + Loss.CATALOGUE.nameOf(loss),
          "probabilities that are neither softmax nor sigmoid of the outputs",
          "the score logit");
    }
  }

  /** What the number is called. */
  String scoreName() {
    if (score == Score.LOGIT && loss.takesLogits()) {
      return "logit";
    }
    return loss.task() == Task.REGRESSION ? "value" : "probability";
  }
}
