package io.kindling.driver.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.ScoredFrames;
import io.kindling.driver.fixture.ScoredModels;
import io.kindling.driver.model.ModelFiles;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The functions where a setting of Spark names them. */
final class SqlExtensionTest {
  @RegisterExtension
  static final LocalSpark SPARK =
      new LocalSpark(1, Map.of("spark.sql.extensions", KindlingFunctions.class.getName()));

  @Test
  void theFunctionsAreThereInEachSession(@TempDir Path folder) throws Exception {
    ModelFiles.save(
        ScoredModels.ofNumbers(8), SPARK.context().hadoopConfiguration(), folder.toString());
    SparkSession session = ScoredFrames.session(SPARK.context()).newSession();
    ScoredFrames.vectors(session, 3, 8).createOrReplaceTempView("rows");
    assertEquals(
        3,
        session
            .sql("SELECT kindling_predict('%s', features).probability FROM rows".formatted(folder))
            .collectAsList()
            .size());
  }
}
