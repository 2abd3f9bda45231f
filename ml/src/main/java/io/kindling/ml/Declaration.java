package io.kindling.ml;

import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.InitFrom;
import io.kindling.driver.training.InitialWeights;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.driver.training.TrainingSpecBuilder;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.preprocess.ScaleMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;

/** What the params of an estimator declare: a network and how it is trained. */
final class Declaration {
  private final NetworkParams params;

  Declaration(NetworkParams params) {
    this.params = params;
  }

  /**
   * What is declared.
   *
   * @param outputs of the network, if they are known: the number of classes
   * @param validates whether there are rows to validate on
   * @param initFrom the model to start from, if there is one
   * @throws InvalidInputException when a param declares nothing that there is
   */
  TrainingSpec spec(OptionalInt outputs, boolean validates, Optional<InitFrom> initFrom) {
    TrainingSpecBuilder spec =
        TrainingSpec.builder(network(outputs), loss())
            .optimizer(optimizer())
            .epochs(params.getMaxIter())
            .scale(ScaleMode.read(Setting.scalar("scale", params.getScale())))
            .labelScale(
                ScaleMode.readForLabels(Setting.scalar("labelScale", params.getLabelScale())))
            .sync(SyncPolicy.CATALOGUE.read(Texts.setting("sync", params.getSync())))
            .seed(params.getSeed());
    initFrom.ifPresent(spec::initFrom);
    Texts.read(params, params.penalty(), Penalty::read).ifPresent(spec::penalty);
    Texts.read(params, params.clipping(), Clipping.CATALOGUE::read).ifPresent(spec::clipping);
    Texts.read(params, params.classWeights(), ClassWeights::read).ifPresent(spec::classWeights);
    if (params.isDefined(params.initialWeights())) {
      spec.initialWeights(InitialWeights.of(params.getInitialWeights().toArray()));
    }
    if (params.isDefined(params.freeze())) {
      spec.freeze(params.getFreeze());
    }
    if (params.isDefined(params.batchSize())) {
      spec.batchSize(params.getBatchSize());
    }
    if (params.isDefined(params.shards())) {
      spec.shards(params.getShards());
    }
    if (params.isDefined(params.metrics())) {
      spec.metrics(
          Arrays.stream(params.getMetrics())
              .map(text -> Metric.CATALOGUE.read(Texts.setting("metrics", text)))
              .toList());
    }
    if (validates) {
      spec.earlyStopping(earlyStopping());
    } else if (params.isDefined(params.patience())) {
      throw InvalidInputException.at(
          "patience", "no rows to validate on", "validationIndicatorCol");
    }
    return spec.build();
  }

  Loss loss() {
    return Loss.CATALOGUE.read(Texts.setting("loss", params.getLoss()));
  }

  /**
   * Checks that the loss is one of what an estimator predicts: of numbers, or of classes.
   *
   * @throws InvalidInputException when it is not
   */
  void checkLoss(boolean ofNumbers) {
    Loss loss = loss();
    if ((loss.task() == Task.REGRESSION) != ofNumbers) {
      throw InvalidInputException.at(
          params.loss().name(),
          "'%s'".formatted(Loss.CATALOGUE.nameOf(loss)),
          ofNumbers
              ? "a loss of numbers, such as squared_error; a classifier takes those of classes"
              : "a loss of classes, such as softmax_cross_entropy; a regressor takes those of"
                  + " numbers");
    }
  }

  /**
   * Checks that {@code layers} begin with as many units as there are features.
   *
   * @throws InvalidInputException when there is another number
   */
  void checkInputs(List<String> features, Dataset<?> rows) {
    if (!params.isDefined(params.layers())) {
      return;
    }
    OptionalInt inputs = FeatureWidth.of(params, features, rows);
    int first = params.getLayers()[0];
    if (inputs.isPresent() && inputs.getAsInt() != first) {
      throw InvalidInputException.at(
          params.layers().name(),
          "%s inputs".formatted(first),
          "%s, as many as there are features".formatted(inputs.getAsInt()));
    }
  }

  private EarlyStopping earlyStopping() {
    EarlyStopping best = new EarlyStopping("loss", Optional.empty(), params.getTol(), true);
    return params.isDefined(params.patience()) ? best.withPatience(params.getPatience()) : best;
  }

  private Optimizer optimizer() {
    return Texts.read(params, params.optimizer(), Optimizer.CATALOGUE::read)
        .orElseGet(
            () ->
                Optimizer.CATALOGUE.read(
                    Setting.of(
                        "solver",
                        Map.of(
                            params.getSolver(), Map.of("learning_rate", params.getStepSize())))));
  }

  /** Where the number of outputs is not known, it follows from the data. */
  NetworkSpec network(OptionalInt outputs) {
    NetworkSpec declared =
        Texts.read(params, params.network(), NetworkSpec::read)
            .orElseGet(() -> denseLayers(outputs));
    return outputs.isPresent() ? declared.withOutputs(outputs::getAsInt) : declared;
  }

  private NetworkSpec denseLayers(OptionalInt outputs) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int units : hidden(outputs)) {
      layers.add(new Dense(units));
      layers.add(LayerCatalogue.LAYERS.read(Texts.setting("activation", params.getActivation())));
      if (params.getDropout() > 0) {
        layers.add(new Dropout(params.getDropout()));
      }
    }
    layers.add(last());
    return NetworkSpec.of(layers);
  }

  /** Where nobody knows yet what labels there are, they are compared with {@code layers} later. */
  private Dense last() {
    if (!params.isDefined(params.layers())) {
      return Dense.ofClasses();
    }
    int[] sizes = params.getLayers();
    return new Dense(sizes[sizes.length - 1]);
  }

  private int[] hidden(OptionalInt outputs) {
    if (!params.isDefined(params.layers())) {
      return params.getHiddenLayers();
    }
    int[] sizes = params.getLayers();
    int last = sizes[sizes.length - 1];
    if (outputs.isPresent() && outputs.getAsInt() != last) {
      throw InvalidInputException.at(
          "layers",
          "%s outputs".formatted(last),
          "%s, as the labels have".formatted(outputs.getAsInt()));
    }
    return Arrays.copyOfRange(sizes, 1, sizes.length - 1);
  }
}
