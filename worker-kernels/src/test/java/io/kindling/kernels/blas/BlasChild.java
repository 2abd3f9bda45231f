package io.kindling.kernels.blas;

import dev.ludovic.netlib.blas.BLAS;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * A program that prints what {@link Blas#get()} gives in a process of its own. With the argument
 * {@value #NETLIB_FIRST} it uses netlib before; with {@value #LOAD_MEANWHILE} it loads OpenBLAS
 * again and again while another thread loads libraries; with {@value #SECOND_KINDLING} the classes
 * are there twice, as two sessions of Spark Connect may have them, and load it both; with {@value
 * #INTERRUPTED} its thread is interrupted, as that of a task whose copy was faster.
 */
final class BlasChild {
  static final String NETLIB_FIRST = "netlib-first";
  static final String LOAD_MEANWHILE = "load-meanwhile";
  static final String SECOND_KINDLING = "second-kindling";
  static final String INTERRUPTED = "interrupted";
  private static final int LIBRARIES = 50;

  private BlasChild() {}

  @SuppressWarnings("SystemOut") // what it is for
  public static void main(String[] arguments) throws Exception {
    List<String> modes = List.of(arguments);
    if (modes.contains(LOAD_MEANWHILE)) {
      loadWhileOtherLibrariesLoad();
    }
    if (modes.contains(NETLIB_FIRST)) {
      System.out.println(
          "netlib " + BLAS.getInstance().sdot(1, new float[] {2}, 1, new float[] {3}, 1));
    }
    if (modes.contains(SECOND_KINDLING)) {
      System.out.println("second " + loadByAnotherLoader());
    }
    if (modes.contains(INTERRUPTED)) {
      Thread.currentThread().interrupt();
    }
    Blas blas = Blas.get();
    float[] c = new float[1];
    blas.gemm(
        Transpose.NO, Transpose.NO, 1, 1, 2, new float[] {2, 3}, 0, new float[] {5, 7}, 0, c, 0);
    System.out.println("native " + blas.description().isNative());
    System.out.println("kernel " + blas.description().cpuKernel());
    System.out.println("same " + blas.description().sameArithmeticAs(blas.description()));
    System.out.println("product " + c[0]);
    System.out.println("interrupted " + Thread.interrupted());
    blas.description().warnings().forEach(warning -> System.out.println("warning " + warning));
  }

  private static void loadWhileOtherLibrariesLoad() throws Exception {
    String path = OpenBlasLibrary.load().path();
    FutureTask<Void> others =
        new FutureTask<>(
            () -> {
              for (int i = 0; i < LIBRARIES; i++) {
                PrivateNetlib.bind(path);
              }
              return null;
            });
    new Thread(others).start();
    do {
      OpenBlasLibrary.load().cpuKernel();
    } while (!others.isDone());
    others.get();
  }

  private static Object loadByAnotherLoader() throws Exception {
    List<URL> classpath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classpath.add(Path.of(entry).toUri().toURL());
    }
    // Not closed: its BLAS stays.
    ClassLoader loader =
        new URLClassLoader(classpath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Object blas = loader.loadClass(Blas.class.getName()).getMethod("get").invoke(null);
    Object description =
        loader.loadClass(Blas.class.getName()).getMethod("description").invoke(blas);
    return description.getClass().getMethod("isNative").invoke(description);
  }
}
