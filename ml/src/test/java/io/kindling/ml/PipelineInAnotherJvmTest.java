package io.kindling.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A saved pipeline is the same where nothing of its training is left. */
class PipelineInAnotherJvmTest {
  @RegisterExtension static final LocalSession SPARK = new LocalSession();

  @TempDir private Path folder;

  @Test
  void predictsTheSameToTheBit() throws IOException, InterruptedException {
    Dataset<Row> points = Points.in(SPARK.get(), 2);
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("colour").setOutputCol("index"),
                  new VectorAssembler()
                      .setInputCols(new String[] {"x", "y"})
                      .setOutputCol("assembled"),
                  new NeuralNetworkClassifier()
                      .setFeaturesCol("assembled")
                      .setLabelCol("index")
                      .setMaxIter(3)
                })
            .fit(points);
    String saved = folder.resolve("pipeline").toString();
    String scored = folder.resolve("scored").toString();
    model.write().save(saved);
    run(saved, scored);
    assertEquals(outputs(model.transform(points)), outputs(SPARK.get().read().parquet(scored)));
  }

  private static List<Row> outputs(Dataset<Row> rows) {
    return rows.orderBy("id")
        .select("id", "rawPrediction", "probability", "prediction")
        .collectAsList();
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ScorePipeline.class.getName());
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), () -> "see " + log);
  }
}
