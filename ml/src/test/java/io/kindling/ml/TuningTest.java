package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.TrainingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's tools that choose among params. */
class TuningTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  private final NeuralNetworkClassifier classifier =
      new NeuralNetworkClassifier().setMaxIter(3).setBatchSize(64).setShards(2);
  private final MulticlassClassificationEvaluator evaluator =
      new MulticlassClassificationEvaluator().setMetricName("accuracy");

  private static Dataset<Row> points() {
    return Points.in(SPARK.get(), 2);
  }

  private ParamMap[] grid() {
    return new ParamGridBuilder()
        .addGrid(classifier.stepSize(), new double[] {1e-6, 0.05})
        .addGrid(
            classifier.hiddenLayers(),
            CollectionConverters.asScala(List.of(new int[] {4}, new int[] {8})))
        .build();
  }

  private <C extends CrossValidator> C search(C validator) {
    validator
        .setEstimator(classifier)
        .setEvaluator(evaluator)
        .setEstimatorParamMaps(grid())
        .setNumFolds(2);
    return validator;
  }

  @Test
  void crossValidationChoosesAmongTwoByTwoParamsAndSharingPassesFindsTheSame(@TempDir Path folder)
      throws IOException {
    CrossValidatorModel byItself = search(new CrossValidator()).fit(points());
    assertEquals(4, byItself.avgMetrics().length);
    NeuralNetworkClassificationModel best = (NeuralNetworkClassificationModel) byItself.bestModel();
    assertEquals(0.05, best.getStepSize());
    assertTrue(evaluator.evaluate(byItself.transform(points())) > 0.9);

    CrossValidatorModel shared = search(new NetworkCrossValidator()).fit(points());
    assertArrayEquals(byItself.avgMetrics(), shared.avgMetrics());
    assertEquals(
        best.trainedModel().sha256(),
        ((NeuralNetworkClassificationModel) shared.bestModel()).trainedModel().sha256());

    String path = folder.resolve("cv").toString();
    shared.write().save(path);
    assertEquals(
        evaluator.evaluate(shared.transform(points())),
        evaluator.evaluate(CrossValidatorModel.load(path).transform(points())));
  }

  @Test
  void searchesAreSavedAndLoadedAndSoAreTheirModelsWithAllThatWereTried(@TempDir Path folder)
      throws IOException {
    NetworkCrossValidator search = search(new NetworkCrossValidator());
    search.setCollectSubModels(true);
    String path = folder.resolve("search").toString();
    search.write().save(path);
    CrossValidator loaded = NetworkCrossValidator.load(path);
    assertEquals(NetworkCrossValidator.class, loaded.getClass());
    assertEquals(2, loaded.getNumFolds());
    assertEquals(search.getSeed(), loaded.getSeed());
    assertEquals(4, loaded.getEstimatorParamMaps().length);
    CrossValidatorModel found = search.fit(points());
    assertArrayEquals(found.avgMetrics(), loaded.fit(points()).avgMetrics());

    found.write().option("persistSubModels", "true").save(path + "-model");
    CrossValidatorModel again = CrossValidatorModel.load(path + "-model");
    assertArrayEquals(found.avgMetrics(), again.avgMetrics());
    for (int fold = 0; fold < 2; fold++) {
      for (int set = 0; set < 4; set++) {
        assertEquals(
            ofSearch(found.subModels()[fold][set]), ofSearch(again.subModels()[fold][set]));
      }
    }
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {search});
    pipeline.write().save(path + "-pipeline");
    assertEquals(
        NetworkCrossValidator.class, Pipeline.load(path + "-pipeline").getStages()[0].getClass());
  }

  private static String ofSearch(Model<?> model) {
    return ((NeuralNetworkClassificationModel) model).trainedModel().sha256();
  }

  @Tag("matrix")
  @Test
  void setsOfParamsFittedTogetherGiveTheModelsAndSummariesOfEach() {
    Dataset<Row> rows = points().withColumn("side", functions.expr("double(x > 0)"));
    ParamMap[] maps = {
      new ParamMap().put(classifier.stepSize(), 0.05),
      new ParamMap().put(classifier.dropout(), 0.3),
      new ParamMap().put(classifier.batchSize(), 50), // by itself: its steps are others
      new ParamMap().put(classifier.validationIndicatorCol(), "holdOut"),
      new ParamMap().put(classifier.labelCol(), "side"), // of two classes, where others have three
      new ParamMap().put(classifier.labelCol(), "side").put(classifier.stepSize(), 0.05)
    };
    List<NeuralNetworkClassificationModel> together =
        CollectionConverters.asJava(
            classifier.fit(rows, CollectionConverters.asScala(List.of(maps)).toSeq()));
    for (int i = 0; i < maps.length; i++) {
      NeuralNetworkClassificationModel alone = classifier.fit(rows, maps[i]);
      assertEquals(alone.trainedModel().sha256(), together.get(i).trainedModel().sha256());
      assertArrayEquals(
          alone.summary().objectiveHistory(), together.get(i).summary().objectiveHistory());
      assertEquals(alone.summary().bestEpoch(), together.get(i).summary().bestEpoch());
      assertEquals(
          alone.summary().epochs().get(2).steps(),
          together.get(i).summary().epochs().get(2).steps());
    }
  }

  @Tag("matrix")
  @Test
  void crossValidationOfAPipelineSharesPassesAndFindsTheSame(@TempDir Path folder) {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("colour").setOutputCol("index"),
                  classifier.copy(ParamMap.empty()).setLabelCol("index")
                });
    ParamMap[] maps = {
      new ParamMap().put(classifier.stepSize(), 0.05), new ParamMap().put(classifier.dropout(), 0.3)
    };
    MulticlassClassificationEvaluator ofIndex = evaluator.copy(ParamMap.empty());
    ofIndex.setLabelCol("index");
    CrossValidator alone = search(new CrossValidator());
    alone.setEstimator(pipeline).setEvaluator(ofIndex).setEstimatorParamMaps(maps);
    CrossValidatorModel expected = alone.fit(points());
    List<TrainingEvent> events = new ArrayList<>();
    NeuralNetworkClassifier last = (NeuralNetworkClassifier) pipeline.getStages()[1];
    last.setListeners(events::add);
    NetworkCrossValidator joint = search(new NetworkCrossValidator());
    joint.setEstimator(pipeline).setEvaluator(ofIndex).setEstimatorParamMaps(maps);
    // With a listener each set is fitted by itself; the checkpoints of folds and sets are apart.
    last.setCheckpointDir(folder.toString());
    assertArrayEquals(expected.avgMetrics(), joint.fit(points()).avgMetrics());
    assertEquals(2 * 2 + 1, count(events, TrainingEvent.Finished.class));
    last.clear(last.checkpointDir());
    last.setListeners();
    CrossValidatorModel shared = joint.fit(points());
    assertArrayEquals(expected.avgMetrics(), shared.avgMetrics());
    assertEquals(sha256(expected), sha256(shared));
  }

  /**
   * Three sets on two folds: seven fits for Spark's search, and two joint ones and the best here.
   */
  @Test
  void aPipelinesSetsOfParamsReadTheRowsOfAFoldOnceAndTakeTheirStepsInTheSameJobs() {
    StringIndexer indexer = new StringIndexer().setInputCol("colour").setOutputCol("index");
    NeuralNetworkClassifier last = classifier.copy(ParamMap.empty()).setLabelCol("index");
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {indexer, last});
    MulticlassClassificationEvaluator ofIndex = evaluator.copy(ParamMap.empty());
    ofIndex.setLabelCol("index");
    ParamMap[] maps =
        new ParamGridBuilder().addGrid(last.stepSize(), new double[] {0.01, 0.05, 0.1}).build();
    JobCount alone = count(new CrossValidator(), pipeline, ofIndex, maps);
    JobCount shared = count(new NetworkCrossValidator(), pipeline, ofIndex, maps);
    String both = "%n%s%n%s".formatted(alone, shared);
    long readings = alone.jobs("reading the data"::equals) / 7;
    assertTrue(readings > 0, both);
    assertEquals(7 * readings, alone.jobs("reading the data"::equals), both);
    assertEquals(3 * readings, shared.jobs("reading the data"::equals), both);
    assertEquals(0, alone.jobs(job -> job.startsWith("comparing 3, epoch")), both);
    assertTrue(shared.jobs(job -> job.startsWith("comparing 3, epoch")) > 0, both);
    assertTrue(
        2 * shared.jobs(job -> job.contains("epoch")) < alone.jobs(job -> job.contains("epoch")),
        both);
    // Spark's own evaluate each model, and count words for the indexer: how many is Spark's to say.
    assertTrue(shared.jobs(String::isEmpty) < alone.jobs(String::isEmpty), both);
    assertTrue(shared.tasks() < 0.6 * alone.tasks(), both);
  }

  private JobCount count(
      CrossValidator search,
      Pipeline pipeline,
      MulticlassClassificationEvaluator evaluator,
      ParamMap... maps) {
    search
        .setEstimator(pipeline)
        .setEvaluator(evaluator)
        .setEstimatorParamMaps(maps)
        .setNumFolds(2);
    Dataset<Row> rows = points().cache();
    rows.count();
    try {
      return JobCount.of(SPARK.get(), () -> search.fit(rows));
    } finally {
      rows.unpersist();
    }
  }

  private static String sha256(CrossValidatorModel found) {
    Transformer[] stages = ((PipelineModel) found.bestModel()).stages();
    return ((NeuralNetworkClassificationModel) stages[stages.length - 1]).trainedModel().sha256();
  }

  /** They take their steps by themselves, and each has checkpoints of its own to go on from. */
  @Tag("matrix")
  @Test
  void setsOfParamsWithCheckpointsOrListenersGiveTheSameModels(@TempDir Path folder) {
    ParamMap[] maps = {
      new ParamMap().put(classifier.stepSize(), 0.05), new ParamMap().put(classifier.dropout(), 0.3)
    };
    List<String> expected = fitTogether(classifier, maps);
    List<TrainingEvent> events = new ArrayList<>();
    NeuralNetworkClassifier checkpointed =
        classifier
            .copy(ParamMap.empty())
            .setCheckpointDir(folder.toString())
            .setListeners(events::add);
    assertEquals(expected, fitTogether(checkpointed, maps));
    assertEquals(2 * 3, count(events, TrainingEvent.EpochCompleted.class));
    assertEquals(expected, fitTogether(checkpointed, maps));
    assertEquals(
        2 * 3, count(events, TrainingEvent.EpochCompleted.class)); // nothing was left to do
    assertEquals(4, count(events, TrainingEvent.Finished.class));
  }

  private static long count(List<TrainingEvent> events, Class<? extends TrainingEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }

  private static List<String> fitTogether(NeuralNetworkClassifier estimator, ParamMap... maps) {
    return CollectionConverters.asJava(
            estimator.fit(points(), CollectionConverters.asScala(List.of(maps)).toSeq()))
        .stream()
        .map(model -> model.trainedModel().sha256())
        .toList();
  }

  @Tag("matrix")
  @Test
  void oneSplitChoosesTooForAPipelineFittedByThreeThreadsAtOnce(@TempDir Path folder)
      throws IOException {
    NeuralNetworkClassifier last = classifier.copy(ParamMap.empty()).setLabelCol("index");
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("colour").setOutputCol("index"), last
                });
    MulticlassClassificationEvaluator ofIndex = evaluator.copy(ParamMap.empty());
    ofIndex.setLabelCol("index");
    TrainValidationSplit split =
        new TrainValidationSplit()
            .setEstimator(pipeline)
            .setEvaluator(ofIndex)
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(last.stepSize(), new double[] {1e-6, 0.05}).build())
            .setSeed(4);
    TrainValidationSplitModel model = split.setParallelism(3).fit(points());
    Transformer[] stages = ((PipelineModel) model.bestModel()).stages();
    assertEquals(0.05, ((NeuralNetworkClassificationModel) stages[1]).getStepSize());
    assertArrayEquals(
        split.setParallelism(1).fit(points()).validationMetrics(), model.validationMetrics());
    String path = folder.resolve("split").toString();
    model.write().save(path);
    assertEquals(
        ofIndex.evaluate(model.transform(points())),
        ofIndex.evaluate(TrainValidationSplitModel.load(path).transform(points())));
  }
}
