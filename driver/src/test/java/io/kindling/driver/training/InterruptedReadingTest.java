package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.fixture.InterruptedWork;
import io.kindling.driver.fixture.InterruptingFileSystem;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.images.ImageSource;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are read while the thread is interrupted are not called damaged or missing. */
final class InterruptedReadingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  @TempDir private static Path folder;

  @BeforeAll
  static void write() throws IOException {
    InterruptingFileSystem.register(SPARK.context().hadoopConfiguration());
    Path csv =
        Files.write(
            folder.resolve("rows.csv"), List.of("x,kind", "1,a", "2,b", "3,a", "4,b", "5,a"));
    Dataset<Row> rows =
        SparkSession.builder()
            .getOrCreate()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(csv.toString());
    rows.write().parquet(folder.resolve("parquet").toString());
    rows.write().orc(folder.resolve("orc").toString());
    for (String kind : List.of("a", "b")) {
      Path of = Files.createDirectories(folder.resolve("images").resolve(kind));
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(image, "png", of.resolve("1.png").toFile());
    }
  }

  static Stream<RowSource> sources() {
    String in = "interrupting:" + folder;
    return Stream.of(
        new CsvSource(in + "/rows.csv").labelled("kind"),
        new ParquetSource(in + "/parquet").labelled("kind"),
        new OrcSource(in + "/orc").labelled("kind"),
        new ImageSource(in + "/images", 2, 2));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void whereverItIsInterruptedATrainingSaysSo(RowSource rows) {
    int operations = 0;
    while (isInterruptedAfter(operations, rows)) {
      operations++;
    }
    assertTrue(operations > 1, "operations of the file system: " + operations);
    InterruptedWork.leavesNothing(SPARK.context());
  }

  private static boolean isInterruptedAfter(int operations, RowSource rows) {
    InterruptingFileSystem.interruptAfter(operations, operations % 2 == 0);
    Throwable thrown = null;
    try {
      plan(rows);
    } catch (RuntimeException e) {
      thrown = e;
    }
    boolean flag = Thread.interrupted();
    if (!InterruptingFileSystem.stop()) {
      return false;
    }
    assertInstanceOf(JobInterruptedException.class, thrown, "after " + operations);
    assertTrue(flag, "the interrupted flag is set after " + operations);
    return true;
  }

  private static void plan(RowSource rows) {
    Trainer.on(SPARK.context())
        .data(TrainingData.of(rows))
        .network(new Dense(2))
        .loss(new SoftmaxCrossEntropy())
        .build()
        .plan();
  }
}
