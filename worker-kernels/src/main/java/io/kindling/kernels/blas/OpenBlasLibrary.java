package io.kindling.kernels.blas;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenBLAS that comes as a Maven artifact: unpacked, loaded as an {@link OwnCopy} and set to
 * one thread per caller. JavaCPP's binding to it is not loaded, since that would bring the
 * published library into the process, under the name that the system's has.
 */
final class OpenBlasLibrary {
  private static final Logger log = LoggerFactory.getLogger(Blas.class);

  /**
   * The dynamic kernels of OpenBLAS' x86-64 build, by the symbol of their table. The ARM64 build
   * has no table.
   */
  private static final List<String> KERNELS =
      List.of(
          "SAPPHIRERAPIDS",
          "COOPERLAKE",
          "SKYLAKEX",
          "ZEN",
          "HASWELL",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "SANDYBRIDGE",
          "NEHALEM",
          "BARCELONA",
          "CORE2",
          "PRESCOTT",
          "KATMAI",
          "COPPERMINE",
          "NORTHWOOD",
          "BANIAS",
          "ATHLON");

  /** The only kernel of OpenBLAS' ARM64 build. */
  private static final String ARM64_KERNEL = "ARMV8";

  /** What OpenBLAS' parts in Fortran need and a machine may lack, in the order of loading. */
  private static final List<String> RUNTIME =
      List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5");

  private final Path path;
  private final String hash;
  private final String cpuKernel;

  private OpenBlasLibrary(Path path, String hash, String cpuKernel) {
    this.path = path;
    this.hash = hash;
    this.cpuKernel = cpuKernel;
  }

  /**
   * Unpacks and loads the library.
   *
   * @throws UnsatisfiedLinkError when there is none for this platform
   */
  static OpenBlasLibrary load() {
    return LibraryFolder.using(
        () -> {
          try {
            return unpacked();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static OpenBlasLibrary unpacked() throws IOException {
    File published = unpack("libopenblas.so.0");
    if (published == null) {
      throw new UnsatisfiedLinkError("no OpenBLAS for " + Loader.getPlatform());
    }
    loadRuntime();
    Path path =
        OwnCopy.of(
            published.toPath(),
            List.of(published.getAbsoluteFile().toPath().getParent(), LibraryFolder.temporary()));
    LoadedLibrary library = LoadedLibrary.load(path);
    useOneThread(library);
    return new OpenBlasLibrary(path, FileDigest.of(published.getPath()), cpuKernel(library));
  }

  /** A file of the artifact for this platform, if it has one of this name. */
  static @Nullable File unpack(String name) throws IOException {
    return Loader.cacheResource(
        openblas_nolapack.class,
        "/org/bytedeco/openblas/%s/%s".formatted(Loader.getPlatform(), name));
  }

  /** Loads what OpenBLAS needs, as far as it comes with it. */
  static void loadRuntime() throws IOException {
    for (String name : RUNTIME) {
      File library = unpack(name);
      if (library != null) {
        try {
          System.load(library.getAbsolutePath());
        } catch (UnsatisfiedLinkError e) {
          // Another class loader has loaded it, or the system's is taken; or else OpenBLAS' error
          // says what is missing.
          log.debug("{} did not load", library, e);
        }
      }
    }
  }

  /**
   * One thread per task: Spark runs as many tasks as there are cores. This is what {@code
   * openblas_set_num_threads(1)} does.
   */
  private static void useOneThread(LoadedLibrary library) throws IOException {
    long threads =
        library
            .address("blas_cpu_number")
            .orElseThrow(() -> new UnsatisfiedLinkError("no blas_cpu_number in OpenBLAS"));
    try (var number = new IntPointer(LoadedLibrary.at(threads))) {
      number.put(0, 1);
    }
  }

  /** The one whose table the library's {@code gotoblas} points to. */
  private static String cpuKernel(LoadedLibrary library) throws IOException {
    if (Loader.getPlatform().equals("linux-arm64")) {
      return ARM64_KERNEL;
    }
    OptionalLong table = library.address("gotoblas");
    if (table.isEmpty()) {
      return BlasDescription.UNKNOWN;
    }
    OptionalLong inUse;
    try (var pointer = new LongPointer(LoadedLibrary.at(table.getAsLong()))) {
      inUse = OptionalLong.of(pointer.get(0));
    }
    for (String name : KERNELS) {
      if (inUse.equals(library.address("gotoblas_" + name))) {
        return name;
      }
    }
    return BlasDescription.UNKNOWN;
  }

  /** Name and version. */
  static String name() {
    return openblas_nolapack.OPENBLAS_VERSION.strip();
  }

  /** The file that was loaded. */
  String path() {
    return path.toString();
  }

  /**
   * The SHA-256 of the library as it was published, of which the file that was loaded is a copy.
   */
  String hash() {
    return hash;
  }

  /** The CPU kernel in use. */
  String cpuKernel() {
    return cpuKernel;
  }

  /** The settings in the environment that override what OpenBLAS would choose by itself. */
  static List<String> presets(Map<String, String> environment) {
    return new TreeMap<>(environment)
        .entrySet().stream()
            .filter(
                entry ->
                    entry.getKey().equals("OPENBLAS_CORETYPE")
                        || entry.getKey().equals("OPENBLAS_L2_SIZE"))
            .map(
                entry ->
                    "the environment presets %s=%s, which may halve the speed; unset it to let"
                            .formatted(entry.getKey(), entry.getValue())
                        + " OpenBLAS choose")
            .toList();
  }
}
