package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.evaluation.Scorer;
import io.kindling.predictor.model.Provenance;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.row.Labels;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.fixture.LocalSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Predictions as lines of CSV. */
final class PredictionLinesTest {
  @Test
  void aRowWhoseOutputsAreNotNumbersHasAnEmptyClass() {
    TrainedModel model = Events.model();
    TrainedModel zeros =
        new TrainedModel(
            model.spec(),
            model.preprocessing(),
            Labels.UNKNOWN,
            new float[model.parameters().length],
            new Provenance(Map.of()));
    SparkConf conf = new SparkConf().setAppName("test");
    LocalSpark.SETTINGS.forEach(conf::set);
    try (JavaSparkContext context = new JavaSparkContext(conf);
        Scorer scorer = new Scorer(context, zeros)) {
      float[] infinite = {Float.POSITIVE_INFINITY, 0};
      JavaRDD<float[]> rows = context.parallelize(List.of(new float[2], infinite), 1);
      assertEquals(
          List.of("row,prediction,probability_0,probability_1", "a,0,0.5,0.5", "b,,NaN,NaN"),
          context
              .parallelize(List.of(new String[] {"a"}, new String[] {"b"}), 1)
              .zipPartitions(
                  scorer.score(rows), new PredictionLines(new PredictedColumns(zeros, List.of())))
              .collect());
    }
  }
}
