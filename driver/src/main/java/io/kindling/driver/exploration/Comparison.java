package io.kindling.driver.exploration;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.ArithmeticWatch;
import io.kindling.driver.training.BudgetMeter;
import io.kindling.driver.training.DataPreparation;
import io.kindling.driver.training.DivergedException;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.EveryStepSync;
import io.kindling.driver.training.PreparedModel;
import io.kindling.driver.training.TrainingLoop;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingProgress;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains several declarations on the same data from the same start, and shares each pass over the
 * data among them: they take each step together. Each model is the one that its training alone
 * would give, to the bit. A budget ends them all after the same step.
 */
public final class Comparison {
  private static final Logger log = LoggerFactory.getLogger(Comparison.class);

  private final JavaSparkContext context;
  private final TrainingData data;
  private final boolean halving;

  /**
   * A comparison.
   *
   * @param halving whether the worse half is dropped as it goes: successive halving (Jamieson and
   *     Talwalkar 2016), here at the end of epochs 1, 2, 4, 8 …
   */
  public Comparison(JavaSparkContext context, TrainingData data, boolean halving) {
    this.context = context;
    this.data = data;
    this.halving = halving;
  }

  /**
   * Runs it.
   *
   * @param observer gets the results so far after each epoch
   * @return a result for each trial, in their order
   * @throws InvalidInputException when declaration or data are wrong, or the trials differ in what
   *     they have to share
   * @throws JobInterruptedException when the thread is interrupted
   */
  public List<TrialResult> run(List<Trial> trials, Consumer<List<TrialResult>> observer) {
    check(trials);
    return DataPreparation.onData(
        context,
        data,
        trials.stream().map(Trial::spec).toList(),
        (prepared, job) -> run(prepared, trials, false, observer, job, watchArithmetic()));
  }

  /**
   * Runs it to its end, and gives the models: each is the one that its training alone gives, to the
   * bit. None is dropped on the way.
   *
   * @param observer as that of {@link #run}
   * @return a model for each trial, in their order
   * @throws DivergedException when one is no longer finite
   */
  public List<TrainedModel> train(List<Trial> trials, Consumer<List<TrialResult>> observer) {
    check(trials);
    return DataPreparation.onData(
        context,
        data,
        trials.stream().map(Trial::spec).toList(),
        (prepared, job) -> {
          ArithmeticWatch arithmetic = watchArithmetic();
          return run(prepared, trials, true, observer, job, arithmetic).stream()
              .map(result -> result.model(arithmetic.answers()))
              .toList();
        });
  }

  /** Comparisons have no listeners to tell it. */
  private ArithmeticWatch watchArithmetic() {
    ArithmeticWatch arithmetic = new ArithmeticWatch(context);
    arithmetic.atStart().forEach(line -> log.warn("{}", line));
    return arithmetic;
  }

  private static void check(List<Trial> trials) {
    TrainingSpec first = trials.get(0).spec();
    trials.forEach(trial -> checkShares(first, trial.spec()));
    trials.forEach(trial -> checkSync(trial.spec().sync()));
  }

  private static void checkShares(TrainingSpec first, TrainingSpec other) {
    if (!first.shared().equals(other.shared())) {
      throw InvalidInputException.at(
          "--vary",
          "declarations that differ in seed, scaling, init_from, epochs, budget, batch size or shards",
          "the same for all, since they share each pass over the data");
    }
  }

  private static void checkSync(SyncPolicy sync) {
    if (!(sync instanceof EveryStep)) {
      throw InvalidInputException.atSetting(
          "training.sync",
          SyncPolicy.CATALOGUE.nameOf(sync),
          "every_step, since those compared take each step together");
    }
  }

  private List<TrialResult> run(
      PreparedData prepared,
      List<Trial> trials,
      boolean keepsModels,
      Consumer<List<TrialResult>> observer,
      JobDescription job,
      ArithmeticWatch arithmetic) {
    List<PreparedModel> models = new ArrayList<>();
    List<Learner> learners = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : trials) {
      PreparedModel model = new PreparedModel(trial.spec(), prepared);
      Learner learner = model.learner();
      models.add(model);
      learners.add(learner);
      EarlyStopping stopping = trial.spec().earlyStopping();
      results.add(
          new TrialResult(
              trial.name(),
              new TrainingProgress(
                  model, learner, keepsModels ? stopping : stopping.withoutKeeping())));
    }
    List<TrainingProgress> members = results.stream().map(TrialResult::progress).toList();
    int epochs = trials.get(0).spec().epochs();
    try (TrainingLoop loop =
        new TrainingLoop(
            prepared,
            EveryStepSync.start(models, learners),
            members,
            TrainingPosition.START,
            epochs,
            job)) {
      BudgetMeter meter = new BudgetMeter(trials.get(0).spec().budget());
      loop.run(new TrialObserver(results, halving ? epochs : 0, meter, arithmetic, observer));
    }
    return results;
  }
}
