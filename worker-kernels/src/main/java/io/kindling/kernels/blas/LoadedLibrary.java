package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;

/**
 * A shared library of this process, and where its variables are. The dynamic linker would only tell
 * of libraries whose names all others see; and looking for a name that does not exist ({@code
 * dl_iterate_phdr} around {@code dlclose}) waits for ever if another thread is loading a library at
 * that moment. So places are those of the file, from where Linux says that the file is mapped.
 */
final class LoadedLibrary {
  private static final Path MAPPINGS = Path.of("/proc/self/maps");
  private static final String DELETED = " (deleted)";
  private static final int FIELDS = 6;

  private final ElfFile file;
  private final long base;

  private LoadedLibrary(ElfFile file, long base) {
    this.file = file;
    this.base = base;
  }

  /**
   * Loads the library, for itself alone: what it defines is visible to no other.
   *
   * @throws UnsatisfiedLinkError when it does not load
   * @throws IOException when it is not to be found in memory
   */
  static LoadedLibrary load(Path path) throws IOException {
    ElfFile file;
    try (FileChannel channel = FileChannel.open(path)) {
      file = ElfFile.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    OptionalLong base;
    try {
      System.load(path.toAbsolutePath().toString());
      base = base(path, file);
    } catch (UnsatisfiedLinkError e) {
      // A second Kindling in another class loader may not load it, but finds it loaded.
      base = base(path, file);
      if (base.isEmpty()) {
        throw e;
      }
    }
    return new LoadedLibrary(
        file, base.orElseThrow(() -> new IOException("%s is not in %s".formatted(path, MAPPINGS))));
  }

  /** Where address 0 of the file is. Only a library that was loaded is mapped to be executed. */
  private static OptionalLong base(Path path, ElfFile file) throws IOException {
    String real = path.toRealPath().toString();
    String mappings = new String(Files.readAllBytes(MAPPINGS), StandardCharsets.UTF_8);
    for (String line : mappings.lines().toList()) {
      // start-end permissions offset device inode path
      String[] fields = line.split(" +", FIELDS);
      if (fields.length == FIELDS
          && fields[1].contains("x")
          && (fields[5].equals(real) || fields[5].equals(real + DELETED))) {
        long start = Long.parseUnsignedLong(fields[0].split("-", 2)[0], 16);
        return OptionalLong.of(start - file.addressOf(Long.parseLong(fields[2], 16)));
      }
    }
    return OptionalLong.empty();
  }

  /** The address of a variable in this process; empty if the library has none of this name. */
  OptionalLong address(String variable) throws IOException {
    OptionalLong address = file.symbol(variable);
    return address.isEmpty() ? address : OptionalLong.of(base + address.getAsLong());
  }

  /** What lies at an address of this process. */
  static Pointer at(long address) {
    return new Place(address);
  }

  private static final class Place extends Pointer {
    private Place(long address) {
      this.address = address;
    }
  }
}
