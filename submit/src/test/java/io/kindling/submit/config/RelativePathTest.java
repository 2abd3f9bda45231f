package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.WithRoles;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relative paths of a config file belong to it, absolute ones and URIs to Hadoop. */
class RelativePathTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @Test
  void aRelativePathLiesBesideTheConfigFileWhateverHadoopsDefaultIs() throws IOException {
    RunConfig config = RunConfig.read(TinyRun.write(folder), Map.of());
    try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("tests"))) {
      context.hadoopConfiguration().set("fs.defaultFS", "hdfs://localhost:1/");
      assertEquals(Shape.vector(2), config.sized(context).model().input());
      try (ReadTable table =
          TableReader.read(context, config.data().train(), FeatureColumns.AS_FOUND, Use.LABELLED)) {
        assertEquals(TinyRun.ROWS, table.scan().rows());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://host/a.csv", "s3a://bucket/a b.csv", "file:/a.csv", "/a/b.csv"})
  void othersAreTakenAsTheyAre(String path) {
    assertEquals(path, pathOf(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at 16:00/a.csv", "16:00.csv", "a[1].csv", "note:a.csv", "C:/a.csv"})
  void aColonOrAGlobDoesNotMakeAUri(String path) {
    assertEquals("file:" + folder.toAbsolutePath().resolve(path), pathOf(path));
  }

  @Test
  void anEmptyPathIsRefusedWithItsLine() throws IOException {
    Path config = TinyRun.write(folder);
    Files.writeString(config, Files.readString(config).replace("path: rows.csv", "path: ''"));
    var error = assertThrows(InvalidInputException.class, () -> RunConfig.read(config, Map.of()));
    String message = String.valueOf(error.getMessage());
    assertTrue(
        message.startsWith(config + ":2: data.train.path: found '', expected a file or a folder"),
        message);
  }

  private String pathOf(String path) {
    String quoted = "'" + path + "'";
    RunConfig config =
        RunConfig.read(
            ConfigText.write(folder, ConfigText.FULL), Map.of("data.train.path", quoted));
    return ((CsvSource) ((WithRoles) config.data().train()).source()).path();
  }
}
