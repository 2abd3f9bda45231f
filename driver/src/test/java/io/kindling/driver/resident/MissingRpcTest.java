package io.kindling.driver.resident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.training.TrainingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A Spark whose RPC is another than the one that workers speak trains by jobs. */
final class MissingRpcTest {
  @Test
  void withoutTheRpcOfWorkersEachStepIsAJob() throws Exception {
    List<String> expected = new Training("jobs").call();
    WithoutRpc without = new WithoutRpc();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(without); // Spark's threads load what tasks are made of by it
    try {
      Object training =
          Class.forName(Training.class.getName(), true, without)
              .getDeclaredConstructor(String.class)
              .newInstance("auto");
      assertEquals(expected, ((Callable<?>) training).call());
    } finally {
      thread.setContextClassLoader(before);
    }
    assertTrue(without.wasAsked());
  }

  /** Trains, and tells how steps were run, and what came of it. */
  public static final class Training implements Callable<List<String>> {
    private final String steps;

    public Training(String steps) {
      this.steps = steps;
    }

    @Override
    public List<String> call() {
      Map<String, String> settings = Map.of("spark.kindling.steps", steps);
      try (JavaSparkContext context = LocalSpark.start(2, settings)) {
        Set<String> told = new LinkedHashSet<>();
        String sha256 =
            TinyTraining.on(context, 2)
                .listener(
                    event -> {
                      if (event instanceof TrainingEvent.StepCompleted step) {
                        told.add(step.how());
                      }
                    })
                .build()
                .train()
                .sha256();
        told.add(sha256);
        return List.copyOf(told);
      }
    }
  }

  /** Loads Kindling anew, for which an interface of Spark's RPC does not exist. */
  private static final class WithoutRpc extends ClassLoader {
    private static final String MISSING = "org.apache.spark.rpc.IsolatedThreadSafeRpcEndpoint";

    private volatile boolean asked;

    WithoutRpc() {
      super(WithoutRpc.class.getClassLoader());
    }

    boolean wasAsked() {
      return asked;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(MISSING)) {
        asked = true;
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.kindling.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
