package io.kindling.tests.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * A plugin of Spark's that takes long to start: executors that come while one is begun and not
 * released are listed and take no tasks until it is.
 */
public final class SlowStart implements SparkPlugin, AutoCloseable {
  private static final Path MARKER = Path.of("target", "slow-start").toAbsolutePath();

  /** What makes executors look for it. */
  static Map<String, String> settings() {
    return Map.of(
        "spark.plugins", SlowStart.class.getName(), "spark.kindling.tests.marker", "" + MARKER);
  }

  /** From now on executors that come wait. */
  static SlowStart begin() {
    try {
      Files.createDirectories(MARKER.getParent());
      Files.write(MARKER, new byte[0]);
      return new SlowStart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    release();
  }

  /** Lets those that wait take tasks. */
  void release() {
    try {
      Files.deleteIfExists(MARKER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> settings) {
        Path marker = Path.of(context.conf().get("spark.kindling.tests.marker"));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (Files.exists(marker) && System.nanoTime() < end) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
      }
    };
  }
}
