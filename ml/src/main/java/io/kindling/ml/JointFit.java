package io.kindling.ml;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.exploration.TrialResult;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Fits of several sets of params on the same rows. Those that agree in rows, epochs, batch size,
 * shards, seed, scaling and the model to start from read the rows once and take each step together;
 * the models are those of fits one by one, to the bit.
 *
 * @param <M> the class of the models
 */
final class JointFit<M> {
  private final List<NetworkFit<M>> fits;

  JointFit(List<NetworkFit<M>> fits) {
    this.fits = fits;
  }

  /**
   * Fits estimators that are copies of one, with their sets of params. Of several, each has
   * checkpoints in a folder of its own, named by its number.
   *
   * @param toFit the fit of an estimator
   */
  static <E extends Estimator<M> & NetworkSetters<E>, M extends Model<M>> Seq<M> train(
      List<E> estimators, Dataset<?> rows, Function<E, NetworkFit<M>> toFit) {
    estimators.forEach(estimator -> estimator.transformSchema(rows.schema(), true));
    for (int i = 0; i < estimators.size() && estimators.size() > 1; i++) {
      E estimator = estimators.get(i);
      if (estimator.isDefined(estimator.checkpointDir())) {
        estimator.setCheckpointDir(NetworkFolder.child(estimator.getCheckpointDir(), "set-" + i));
      }
    }
    List<M> models =
        ParamNames.inErrors(() -> new JointFit<>(estimators.stream().map(toFit).toList()).train());
    List<M> fitted = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      E parent = estimators.get(i);
      fitted.add(parent.copyValues(models.get(i).setParent(parent), ParamMap.empty()));
    }
    return CollectionConverters.asScala(fitted).toSeq();
  }

  /**
   * What fits have in common that take their steps together.
   *
   * @param alone the number of a fit that has to be by itself, or empty
   */
  private record Group(TrainingFrame frame, TrainingSpec.Shared settings, OptionalInt alone) {}

  /** A model for each fit, in their order. */
  List<M> train() {
    Map<List<Object>, OptionalInt> outputs = new HashMap<>(); // by what they follow from
    List<TrainingSpec> specs = new ArrayList<>();
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < fits.size(); i++) {
      NetworkFit<M> fit = fits.get(i);
      OptionalInt ofFit =
          outputs.computeIfAbsent(fit.causesOfOutputs(), key -> fit.outputs().get());
      TrainingSpec spec = fit.spec(ofFit, fit.frame().data());
      specs.add(spec);
      OptionalInt alone = isAlone(fit, spec) ? OptionalInt.of(i) : OptionalInt.empty();
      groups
          .computeIfAbsent(new Group(fit.frame(), spec.shared(), alone), key -> new ArrayList<>())
          .add(i);
    }
    Map<Integer, M> models = new LinkedHashMap<>();
    for (List<Integer> group : groups.values()) {
      if (group.size() == 1) {
        models.put(group.get(0), fits.get(group.get(0)).train());
      } else {
        models.putAll(together(group, specs));
      }
    }
    return IntStream.range(0, fits.size()).mapToObj(models::get).toList();
  }

  private boolean isAlone(NetworkFit<M> fit, TrainingSpec spec) {
    return !(spec.sync() instanceof EveryStep)
        || !fit.listeners().isEmpty()
        || fit.params().isDefined(fit.params().checkpointDir());
  }

  private Map<Integer, M> together(List<Integer> group, List<TrainingSpec> specs) {
    TrainingFrame frame = fits.get(group.get(0)).frame();
    TrainingData data = frame.data();
    List<Trial> trials =
        group.stream().map(i -> new Trial(Integer.toString(i), specs.get(i))).toList();
    List<TrialRecorder> recorders = group.stream().map(i -> new TrialRecorder()).toList();
    List<TrainedModel> trained =
        new Comparison(
                JavaSparkContext.fromSparkContext(frame.rows().sparkSession().sparkContext()),
                data,
                false)
            .train(trials, results -> record(recorders, results));
    Map<Integer, M> models = new LinkedHashMap<>();
    for (int i = 0; i < group.size(); i++) {
      TrainedModel model = trained.get(i);
      models.put(
          group.get(i),
          fits.get(group.get(i)).toModel().apply(model, recorders.get(i).summary(model)));
    }
    return models;
  }

  private static void record(List<TrialRecorder> recorders, List<TrialResult> results) {
    for (int i = 0; i < results.size(); i++) {
      recorders.get(i).epochEnded(results.get(i));
    }
  }
}
