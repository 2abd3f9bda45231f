package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;

/**
 * A program that multiplies by {@link Blas#get()} in a process in which another OpenBLAS is loaded
 * for all to see, as netlib 3.0 loads what MLlib uses: before ours with {@value #OTHER_FIRST},
 * behind it with {@value #OTHER_LAST}. The other one is broken then, so that whatever uses it ends
 * the process. With {@value #CLIENT} and a file, that library is loaded behind ours.
 */
final class OtherBlasChild {
  static final String OTHER_FIRST = "other-first";
  static final String OTHER_LAST = "other-last";
  static final String CLIENT = "client";

  private static final int SIZE = 500;
  private static final int PRODUCTS = 400;

  private OtherBlasChild() {}

  @SuppressWarnings("SystemOut") // what it is for
  public static void main(String[] arguments) throws IOException {
    List<String> modes = List.of(arguments);
    if (modes.contains(OTHER_FIRST)) {
      loadOther();
    }
    Blas blas = Blas.get();
    System.out.println("bits " + productBits(blas));
    if (modes.contains(OTHER_LAST)) {
      loadOther();
    }
    if (modes.contains(CLIENT)) {
      System.load(modes.get(modes.indexOf(CLIENT) + 1));
    }
    if (modes.contains(OTHER_FIRST) || modes.contains(OTHER_LAST)) {
      LoadedLibrary other = LoadedLibrary.load(PublishedOpenBlas.library());
      System.out.println("others-threads " + threads(other));
      breakIt(other);
    }
    System.out.println("bits " + productBits(blas));
    long before = workersTicks();
    for (int i = 0; i < PRODUCTS; i++) {
      productBits(blas);
    }
    System.out.println("workers " + (workersTicks() - before));
    System.out.println("kernel " + blas.description().cpuKernel());
    mappedLibraries().forEach(name -> System.out.println("mapped " + name));
  }

  private static void loadOther() throws IOException {
    OpenBlasLibrary.loadRuntime();
    Loader.loadGlobal(PublishedOpenBlas.library().toString());
  }

  /** Takes its table of kernels from it; the ARM64 build has none. */
  private static void breakIt(LoadedLibrary other) throws IOException {
    OptionalLong table = other.address("gotoblas");
    if (table.isPresent()) {
      try (var pointer = new LongPointer(LoadedLibrary.at(table.getAsLong()))) {
        pointer.put(0, 0);
      }
    }
  }

  /** Its variable, which is still 0 if it has taken another library's for it. */
  private static int threads(LoadedLibrary other) throws IOException {
    long threads = other.address("blas_cpu_number").orElseThrow();
    try (var pointer = new IntPointer(LoadedLibrary.at(threads))) {
      return pointer.get(0);
    }
  }

  private static int productBits(Blas blas) {
    float[] a = new float[SIZE * SIZE];
    float[] c = new float[SIZE * SIZE];
    for (int i = 0; i < a.length; i++) {
      a[i] = 1f / (1 + i % 1_001);
    }
    blas.gemm(Transpose.NO, Transpose.NO, SIZE, SIZE, SIZE, a, 0, a, 0, c, 0);
    return Arrays.hashCode(c);
  }

  /**
   * The processor time, in ticks of 10 ms, of threads that have this one's name but are others:
   * those of libraries that it loaded. Java names its own.
   */
  private static long workersTicks() throws IOException {
    Path self = Path.of("/proc/thread-self");
    String name = Files.readString(self.resolve("comm"));
    Path own = Files.readSymbolicLink(self).getFileName();
    long ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (!thread.getFileName().equals(own)
            && Files.readString(thread.resolve("comm")).equals(name)) {
          String stat = Files.readString(thread.resolve("stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
      }
    }
    return ticks;
  }

  private static List<String> mappedLibraries() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains(" r-xp ") && line.contains("/"))
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .distinct()
          .toList();
    }
  }
}
