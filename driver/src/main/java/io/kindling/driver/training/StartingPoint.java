package io.kindling.driver.training;

import io.kindling.driver.data.KnownModel;
import io.kindling.kernels.network.LayerNames;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * The parameters that a training starts with, and which of them are frozen. These lie behind all
 * that change while it trains; in a saved model, parameters have the order of the layers.
 */
final class StartingPoint {
  private static final String FREEZE = "training.freeze";

  private final TrainingSpec spec;
  private final ParameterLayout training;
  private final ParameterLayout saved;
  private final Optional<LayerMatch> match;
  private final Optional<KnownModel> known;

  /**
   * Where a training starts.
   *
   * @param network of the model
   * @throws InvalidInputException when layers that are to be frozen have no parameters, or those of
   *     the model to start from do not fit
   */
  StartingPoint(TrainingSpec spec, ModelSpec model, Network network, Configuration hadoop) {
    this.spec = spec;
    this.training = network.parameters();
    this.saved =
        model.frozen().isEmpty() ? training : model.freezing(Set.of()).compile().parameters();
    checkFrozen();
    this.match = spec.initFrom().map(from -> new LayerMatch(model, from, from.layers(hadoop)));
    this.known = spec.initFrom().flatMap(from -> from.known(spec.network(), hadoop));
  }

  /** The layers to freeze, by their positions. */
  static Set<String> frozen(TrainingSpec spec) {
    return LayerNames.positions(spec.network(), spec.freeze(), FREEZE);
  }

  private void checkFrozen() {
    if (!spec.freeze().isEmpty() && training.changing() == training.size()) {
      throw InvalidInputException.atSetting(
          FREEZE,
          "layers without parameters: " + Names.shortened(spec.freeze()),
          "one that has some");
    }
  }

  /** The parameters at the start, in the order of training; they are the caller's. */
  float[] parameters() {
    float[] start =
        match.isPresent()
            ? match.get().parameters(spec.seed())
            : spec.initialWeights()
                .map(InitialWeights::copy)
                .orElseGet(() -> saved.initialParameters(spec.seed()));
    return spec.freeze().isEmpty() ? start : training.arrange(start, saved);
  }

  /** Parameters of training in the order in which they are saved. */
  float[] saved(float[] theta) {
    return saved.arrange(theta, training);
  }

  private String rows() {
    return known
        .map(
            model ->
                model.keepsHead()
                    ? "columns, categories, scaling and classes are its own, too"
                    : "columns, categories and scaling of features are its own, too")
        .orElse("columns, categories and scaling follow from the rows");
  }

  /** What a person should know of the start, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    match.map(found -> found.line(rows())).ifPresent(lines::add);
    if (!spec.freeze().isEmpty()) {
      lines.add(
          "Frozen layers %s: %s of %s parameters are trained"
              .formatted(
                  Names.shortened(List.copyOf(frozen(spec))),
                  Names.count(training.trainable()),
                  Names.count(training.size())));
    }
    return lines;
  }
}
