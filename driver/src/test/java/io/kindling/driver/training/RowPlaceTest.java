package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A row of a shard leads back to its line, whichever way it came there. */
final class RowPlaceTest {
  private static final int LINES = 61;
  private static final int SHARDS = 3;

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @TempDir private Path folder;
  private Path file;

  /** The feature of a row is the number of its line; every seventh has no label. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("line,noise,label"));
    for (int line = 2; line <= LINES; line++) {
      lines.add(line + ".5," + line % 5 + "," + (line % 7 == 0 ? "" : "" + line % 3));
    }
    file = Files.write(folder.resolve("rows.csv"), lines);
  }

  @Test
  void allRows() {
    check(TrainingData.of(rows()), new SquaredError());
  }

  @Test
  void rowsOfASplit() {
    check(TrainingData.split(rows(), 0.3), new SquaredError());
  }

  @Test
  void rowsOfASplitOfClasses() {
    check(TrainingData.split(rows(), 0.3), new SoftmaxCrossEntropy());
  }

  private RowSource rows() {
    return new CsvSource(file.toString()).labelled("label");
  }

  private static void check(TrainingData data, Loss loss) {
    FeatureColumns dropping =
        new FeatureColumns(
            Map.of(),
            Optional.empty(),
            Set.of(),
            MissingMode.ERROR,
            Optional.empty(),
            true,
            List.of());
    int outputs = loss instanceof SquaredError ? 1 : 3;
    TrainingSpec spec =
        TrainingSpec.builder(NetworkSpec.of(new Dense(outputs)), loss)
            .optimizer(new Sgd(0.1))
            .epochs(1)
            .batchSize(6)
            .shards(SHARDS)
            .seed(5)
            .build();
    try (PreparedData prepared =
        DataPreparation.prepareData(SPARK.context(), data.withColumns(dropping), List.of(spec))) {
      checkPlaces(prepared.train());
      prepared.validation().ifPresent(RowPlaceTest::checkPlaces);
    }
  }

  private static void checkPlaces(ShardedData data) {
    float[] features = new float[2];
    for (Shard shard : data.shards().collect()) {
      assertFalse(shard.block().rows() == 0);
      for (int element = 0; element < shard.block().rows(); element += 4) {
        shard.block().readFeatures(element, features, 0);
        String place = data.place(shard.index(), element);
        String line = place.substring(place.lastIndexOf("rows.csv:") + "rows.csv:".length());
        assertEquals((int) features[0], Integer.parseInt(line), place);
      }
    }
  }
}
