package io.kindling.ml;

import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A session on two cores of this process, which no network sees, for the tests of a class. */
final class LocalSession implements BeforeAllCallback, AfterAllCallback {
  private @Nullable SparkSession session;

  /** The session. */
  SparkSession get() {
    return Objects.requireNonNull(session);
  }

  /** Starts one. */
  static SparkSession start() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("kindling ml tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate();
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    session = start();
  }

  @Override
  public void afterAll(ExtensionContext test) {
    get().stop();
  }
}
