package io.kindling.partitioning.testing;

import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Spark with two task threads in this process, for the tests of one class. */
public final class LocalSpark implements BeforeAllCallback, AfterAllCallback {
  private @Nullable JavaSparkContext context;

  @Override
  public void beforeAll(ExtensionContext test) {
    context = start();
  }

  @Override
  public void afterAll(ExtensionContext test) {
    context().stop();
  }

  /** The running context. */
  public JavaSparkContext context() {
    return Objects.requireNonNull(context, "the tests of the class have not started");
  }

  /** One that whoever starts it has to stop, for tests that no extension of Jupiter reaches. */
  public static JavaSparkContext start() {
    return start(JavaSerializer.class); // Spark's default
  }

  /** What {@code work} gives in a Spark of its own, which uses {@code serializer}. */
  public static <T> T under(
      Class<? extends Serializer> serializer, Function<JavaSparkContext, T> work) {
    try (JavaSparkContext context = start(serializer)) {
      return work.apply(context);
    }
  }

  private static JavaSparkContext start(Class<? extends Serializer> serializer) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.serializer", serializer.getName()));
  }
}
