package io.kindling.kernels.blas;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that comes as a Maven artifact: unpacked, loaded and set to one thread per caller.
 */
final class OpenBlasLibrary {
  /**
   * The dynamic kernels of OpenBLAS' x86-64 build, by the symbol of their table: those that exist
   * and no others, since looking for a symbol that does not exist may wait for ever (see {@link
   * #useOneThread}). The ARM64 build has no table.
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

  private final String path;

  private OpenBlasLibrary(String path) {
    this.path = path;
  }

  /**
   * Unpacks and loads the library.
   *
   * @throws UnsatisfiedLinkError when there is none for this platform
   */
  static OpenBlasLibrary load() {
    String binding = LibraryFolder.using(() -> Loader.load(openblas_nolapack.class));
    // The library lies beside its binding under the name that its symbol table was linked by;
    // another copy would be loaded a second time, with threads of its own.
    File library = new File(new File(binding).getParentFile(), "libopenblas_nolapack.so.0");
    if (!library.exists()) {
      throw new UnsatisfiedLinkError("no " + library);
    }
    Loader.loadGlobal(library.getPath());
    useOneThread();
    return new OpenBlasLibrary(library.getPath());
  }

  /**
   * One thread per task: Spark runs as many tasks as there are cores. This is what {@code
   * openblas_set_num_threads(1)} does. {@code blas_set_num_threads} would look for symbols of other
   * libraries first, and looking for a symbol that does not exist ({@code dl_iterate_phdr} around
   * {@code dlclose}) waits for ever if another thread is loading a library at that moment.
   */
  private static void useOneThread() {
    Pointer threads = Loader.addressof("blas_cpu_number");
    if (threads == null) {
      throw new UnsatisfiedLinkError("no blas_cpu_number in OpenBLAS");
    }
    try (var number = new IntPointer(threads)) {
      number.put(0, 1);
    }
  }

  /** Name and version. */
  static String name() {
    return openblas_nolapack.OPENBLAS_VERSION.strip();
  }

  String path() {
    return path;
  }

  /** The CPU kernel in use: the one whose table the library's {@code gotoblas} points to. */
  String cpuKernel() {
    if (Loader.getPlatform().equals("linux-arm64")) {
      return ARM64_KERNEL;
    }
    if (!Loader.getPlatform().equals("linux-x86_64")) {
      return BlasDescription.UNKNOWN;
    }
    Pointer table = Loader.addressof("gotoblas");
    if (table == null) {
      return BlasDescription.UNKNOWN;
    }
    try (var tables = new PointerPointer<Pointer>(table)) {
      Pointer inUse = tables.get(Pointer.class, 0);
      return KERNELS.stream()
          .filter(name -> inUse != null && inUse.equals(Loader.addressof("gotoblas_" + name)))
          .findFirst()
          .orElse(BlasDescription.UNKNOWN);
    }
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
