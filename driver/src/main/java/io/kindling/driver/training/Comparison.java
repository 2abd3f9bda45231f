package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.StepEngine;
import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains several declarations on the same data from the same start, and shares each pass over the
 * data among them: a step of all of them is one Spark job. Each model is the one that its training
 * alone would give, to the bit.
 */
public final class Comparison {
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
   * A declaration that takes part.
   *
   * @param name what it is called
   * @param spec synchronised in every step; all but network, loss, update rule, class weights and
   *     metrics must be the same for all
   */
  public record Contender(String name, TrainingSpec spec) {}

  /**
   * Runs it.
   *
   * @param progress is told after each epoch
   * @return a course for each contender, in their order
   * @throws InvalidInputException when declaration or data are wrong, or the contenders differ in
   *     what they have to share
   */
  public List<Course> run(List<Contender> contenders, Consumer<List<Course>> progress) {
    TrainingSpec first = contenders.get(0).spec();
    contenders.forEach(contender -> checkShares(first, contender.spec()));
    contenders.forEach(contender -> checkSync(contender.spec().sync()));
    try (JobDescription job = new JobDescription(context)) {
      job.set("reading the data");
      try (PreparedData prepared = PreparedData.open(context, data, first)) {
        return run(prepared, contenders, progress, job);
      }
    }
  }

  private static void checkShares(TrainingSpec first, TrainingSpec other) {
    boolean same =
        first.epochs() == other.epochs()
            && first.batchSize() == other.batchSize()
            && first.shards() == other.shards()
            && first.seed() == other.seed()
            && first.scale() == other.scale();
    if (!same) {
      throw InvalidInputException.at(
          "--vary",
          "declarations that differ in seed, scaling, epochs, batch size or shards",
          "the same for all, since they share each pass over the data");
    }
  }

  private static void checkSync(SyncPolicy sync) {
    String name = SyncPolicy.CATALOGUE.nameOf(sync);
    if (!(sync instanceof EveryStep)) {
      throw InvalidInputException.atSetting(
          "training.sync", name, "every_step, since those compared take each step together");
    }
  }

  private List<Course> run(
      PreparedData prepared,
      List<Contender> contenders,
      Consumer<List<Course>> progress,
      JobDescription job) {
    List<Course> courses = new ArrayList<>();
    List<ModelRuntime> runtimes = new ArrayList<>();
    List<Learner> learners = new ArrayList<>();
    List<BestEpoch> best = new ArrayList<>();
    for (Contender contender : contenders) {
      ModelSpec model = prepared.model(contender.spec());
      ModelEvaluation.checkMetrics(
          contender.spec().metrics(), contender.spec().loss(), model.compile().outputs());
      TrainingSpec spec = contender.spec();
      spec.monitor().check(data.validates(), spec.metrics());
      best.add(new BestEpoch(spec.monitor().withoutKeeping(), spec.metrics()));
      courses.add(new Course(contender.name()));
      runtimes.add(prepared.runtime(contender.spec(), model));
      learners.add(prepared.learner(contender.spec(), model));
    }
    TrainingSpec first = contenders.get(0).spec();
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      active.add(i);
    }
    try (StepEngine engine =
        new StepEngine(
            context,
            prepared.datasets().train(),
            prepared.sampler(),
            first.seed(),
            runtimes,
            learners)) {
      for (int epoch = 1; epoch <= first.epochs() && !active.isEmpty(); epoch++) {
        prepared.spreadOverArrivals();
        job.set("comparing %s, epoch %s/%s".formatted(active.size(), epoch, first.epochs()));
        runEpoch(engine, prepared, epoch, active, courses);
        for (int place = active.size() - 1; place >= 0; place--) {
          int i = active.get(place);
          Course course = courses.get(i);
          validate(prepared, contenders.get(i).spec(), learners.get(i), course);
          best.get(i).note(course.validation(), learners.get(i).averagedParameters());
          if (best.get(i).isOver() && epoch < first.epochs()) {
            drop(engine, active, place, course, Course.End.STOPPED);
          }
        }
        if (halving && Integer.bitCount(epoch) == 1 && epoch < first.epochs()) {
          dropWorseHalf(engine, active, courses);
        }
        progress.accept(courses);
      }
    }
    return courses;
  }

  private static void runEpoch(
      StepEngine engine,
      PreparedData prepared,
      int epoch,
      List<Integer> active,
      List<Course> courses) {
    for (int batch = 0; batch < prepared.sampler().batches() && !active.isEmpty(); batch++) {
      List<List<Double>> losses = active.stream().map(i -> courses.get(i).epochLosses()).toList();
      List<BatchLoss> found = engine.step(epoch - 1, batch, losses);
      for (int i = active.size() - 1; i >= 0; i--) {
        Course course = courses.get(active.get(i));
        if (found.get(i).isFinite()) {
          course.add(found.get(i));
        } else {
          drop(engine, active, i, course, Course.End.DIVERGED);
        }
      }
    }
  }

  private static void validate(
      PreparedData prepared, TrainingSpec spec, Learner learner, Course course) {
    if (prepared.datasets().validation().isEmpty()) {
      course.endEpoch(learner.lastRate());
      return;
    }
    try (Evaluator evaluator = prepared.evaluator(spec, prepared.model(spec))) {
      course.endEpoch(
          learner.lastRate(),
          evaluator
              .evaluate(
                  prepared.datasets().validation().orElseThrow(), learner.averagedParameters())
              .values());
    }
  }

  /** Of an odd number, the larger half stays. */
  private static void dropWorseHalf(StepEngine engine, List<Integer> active, List<Course> courses) {
    List<Integer> ranked =
        active.stream()
            .sorted(Comparator.comparingDouble(i -> courses.get(i).lastEpochLoss()))
            .toList();
    for (int contender : ranked.subList((ranked.size() + 1) / 2, ranked.size())) {
      int place = active.indexOf(contender);
      drop(engine, active, place, courses.get(contender), Course.End.DROPPED);
    }
  }

  private static void drop(
      StepEngine engine, List<Integer> active, int place, Course course, Course.End reason) {
    course.end(reason);
    active.remove(place);
    engine.drop(place);
  }
}
