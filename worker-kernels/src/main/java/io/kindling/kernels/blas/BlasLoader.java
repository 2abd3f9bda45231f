package io.kindling.kernels.blas;

import io.kindling.kernels.concurrent.Uninterrupted;
import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the backend of the process and says so. */
final class BlasLoader {
  private static final Logger log = LoggerFactory.getLogger(Blas.class);
  private static final String FORCE_PROPERTY = "kindling.blas";

  private BlasLoader() {}

  /**
   * Loads on a thread of its own: what a process has got it keeps, and files that are read while a
   * thread is interrupted are closed. Spark interrupts the thread of a task whose copy was faster,
   * and the first task of an executor is slow since it loads this.
   */
  static Blas load() {
    Blas blas =
        CompletableFuture.supplyAsync(
                BlasLoader::choose, choosing -> Uninterrupted.run("kindling-blas", choosing))
            .join();
    log.info("BLAS: {}", blas.description());
    blas.description().warnings().forEach(warning -> log.warn("BLAS: {}", warning));
    return blas;
  }

  private static Blas choose() {
    if ("java".equals(System.getProperty(FORCE_PROPERTY))) {
      return JavaBlas.because("the property " + FORCE_PROPERTY + " is set to java");
    }
    try {
      return loadNative();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      log.debug("native BLAS did not load", e);
      @Nullable String chosen = PrivateNetlib.chosenLibrary();
      return JavaBlas.because(
          "the native library %sdid not load (%s)%s"
              .formatted(
                  chosen == null ? "" : chosen + " ",
                  rootCause(e),
                  LibraryFolder.advice(String.valueOf(rootCause(e).getMessage()))));
    }
  }

  static Blas loadNative() throws ReflectiveOperationException {
    String chosen = PrivateNetlib.chosenLibrary();
    if (chosen != null) {
      return new NativeBlas(
          PrivateNetlib.bind(chosen),
          new BlasDescription(
              true,
              new File(chosen).getName(),
              chosen,
              FileDigest.of(chosen),
              BlasDescription.UNKNOWN,
              List.of("a library chosen by the user: set its threads to 1 per task yourself")));
    }
    OpenBlasLibrary openBlas = OpenBlasLibrary.load();
    return new NativeBlas(
        PrivateNetlib.bind(openBlas.path()),
        new BlasDescription(
            true,
            OpenBlasLibrary.name(),
            openBlas.path(),
            openBlas.hash(),
            openBlas.cpuKernel(),
            OpenBlasLibrary.presets(System.getenv())));
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
