package io.kindling.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program needs that scores rows: these tests have nothing else, but for JUnit. */
class RuntimeTest {
  @Test
  void noJarIsOfSparkOrHadoopOrScala() {
    List<String> found =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> path.replace(File.separatorChar, '/'))
            .filter(path -> path.matches(".*/(org/apache/(spark|hadoop)|org/scala-lang)/.*"))
            .toList();
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.SparkContext",
        "org.apache.hadoop.conf.Configuration",
        "scala.Option",
        "breeze.linalg.Vector"
      })
  void noClassOfTheirsIsThere(String name) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
  }
}
