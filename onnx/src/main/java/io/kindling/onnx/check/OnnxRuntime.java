package io.kindling.onnx.check;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * onnxruntime, where it is there: its jar is 54 MB, so that Kindling does not bring it along. It
 * may be beside Kindling, or among the jars that Spark was given, which the thread's context class
 * loader knows.
 */
public final class OnnxRuntime {
  private static final String RUNTIME = "ai.onnxruntime.OrtEnvironment";
  private static final String SESSION = "io.kindling.onnx.check.RuntimeSession";

  // Its first call searches the command line by recursion, in 1.29 with some 100 bytes of stack for
  // each character: a classpath of hundreds of jars needs more than threads have, and the process
  // would die without a word. Only what is used is taken of the memory.
  private static final long STACK_BYTES = 1 << 28;

  private OnnxRuntime() {}

  /**
   * Checks that it is there.
   *
   * @throws InvalidInputException when it is not, with what to add
   */
  public static void require() {
    loader(OnnxRuntime.class.getClassLoader(), Thread.currentThread().getContextClassLoader());
  }

  /**
   * A session that computes a file.
   *
   * @throws InvalidInputException when it is not there, or cannot take the file
   */
  static GraphSession open(String name, byte[] file) {
    ClassLoader loader =
        loader(OnnxRuntime.class.getClassLoader(), Thread.currentThread().getContextClassLoader());
    FutureTask<GraphSession> opened = new FutureTask<>(() -> open(loader, name, file));
    Thread thread = new Thread(null, opened, "onnxruntime", STACK_BYTES);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return opened.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidInputException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while onnxruntime was loaded", e);
    }
  }

  private static GraphSession open(ClassLoader loader, String name, byte[] file)
      throws ReflectiveOperationException {
    try {
      return (GraphSession)
          loader
              .loadClass(SESSION)
              .getConstructor(String.class, byte[].class)
              .newInstance(name, file);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidInputException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** What loads a session. */
  static ClassLoader loader(ClassLoader own, ClassLoader context) {
    if (knows(own)) {
      return own;
    }
    if (knows(context)) {
      return new Beside(context, own);
    }
    throw InvalidInputException.at(
        "onnxruntime",
        "none on the classpath",
        "it by --packages %s or --jars".formatted(artifact()));
  }

  private static boolean knows(ClassLoader loader) {
    try {
      Class.forName(RUNTIME, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false; // which is the question
    }
  }

  /** Its coordinates, of the version that the tests take. */
  private static String artifact() {
    try (InputStream in =
        Objects.requireNonNull(OnnxRuntime.class.getResourceAsStream("onnxruntime.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads the class of sessions anew, so that it finds onnxruntime: of the class that Kindling's
   * own loader would give, that loader resolves the names.
   */
  private static final class Beside extends ClassLoader {
    private final ClassLoader own;

    Beside(ClassLoader runtime, ClassLoader own) {
      super(runtime);
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(SESSION)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
