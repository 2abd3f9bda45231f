package io.kindling.kernels.blas;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that comes as a Maven artifact: unpacked, loaded and set to one thread per caller.
 */
final class OpenBlasLibrary {
  /** The dynamic kernels of OpenBLAS' x86-64 and ARM64 builds, by the symbol of their table. */
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
          "BOBCAT",
          "BARCELONA",
          "ATOM",
          "PENRYN",
          "DUNNINGTON",
          "CORE2",
          "NANO",
          "OPTERON",
          "OPTERON_SSE3",
          "PRESCOTT",
          "KATMAI",
          "COPPERMINE",
          "NORTHWOOD",
          "BANIAS",
          "ATHLON",
          "NEOVERSEV2",
          "NEOVERSEV1",
          "NEOVERSEN2",
          "NEOVERSEN1",
          "ARMV9SME",
          "ARMV8SVE",
          "A64FX",
          "CORTEXX2",
          "CORTEXA710",
          "CORTEXA510",
          "CORTEXA76",
          "CORTEXA73",
          "CORTEXA72",
          "CORTEXA57",
          "CORTEXA55",
          "CORTEXA53",
          "THUNDERX3T110",
          "THUNDERX2T99",
          "THUNDERX",
          "TSV110",
          "EMAG8180",
          "FALKOR",
          "VORTEX",
          "ARMV8");

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
    String binding = Loader.load(openblas_nolapack.class);
    // One thread per task: Spark runs as many tasks as there are cores.
    openblas_nolapack.blas_set_num_threads(1);
    // The library lies beside its binding under the name that its symbol table was linked by;
    // another copy would be loaded a second time, with threads of its own.
    File library = new File(new File(binding).getParentFile(), "libopenblas_nolapack.so.0");
    if (!library.exists()) {
      throw new UnsatisfiedLinkError("no " + library);
    }
    return new OpenBlasLibrary(library.getPath());
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
    Loader.loadGlobal(path);
    Pointer table = Loader.addressof("gotoblas");
    if (table == null) {
      return "unknown";
    }
    try (var tables = new PointerPointer<Pointer>(table)) {
      Pointer inUse = tables.get(Pointer.class, 0);
      return KERNELS.stream()
          .filter(name -> inUse != null && inUse.equals(Loader.addressof("gotoblas_" + name)))
          .findFirst()
          .orElse("unknown");
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
