package io.kindling.kernels.blas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a shared library that shares nothing with other libraries of the process, whatever
 * their names.
 *
 * <p>The dynamic linker knows a loaded library by the name in its file (SONAME), and OpenBLAS'
 * builds all bear the same: a {@code libblas.so.3} of the system that asks for its {@code
 * libopenblas.so.0} would be given ours, of another version. And what a library calls it looks up
 * among the global ones first, so ours would compute with the tables of an OpenBLAS that was loaded
 * globally, as netlib 3.0 loads what MLlib uses. Both end in wrong numbers or in a crash. One word
 * of the copy differs: the entry of the name in its dynamic section is made {@code DT_SYMBOLIC},
 * whose value has no meaning. So the copy has no name, and looks in itself first.
 */
final class OwnCopy {
  /** A copy that is made in another way must have another name: JVMs of both ways may run. */
  private static final String NAME = "libopenblas-kindling.so";

  /** The tag of a library's name. */
  static final long SONAME = 14;

  /** The tag of a library that looks for symbols in itself first. */
  static final long SYMBOLIC = 16;

  private OwnCopy() {}

  /**
   * The copy of the library {@code original} in the first of {@code folders} that has one or can
   * take one. It is compared with the original, and made again if it is not whole; other processes
   * may do the same at the same time.
   *
   * @throws IOException when {@code original} is no such library, or no folder can take a copy
   */
  static Path of(Path original, List<Path> folders) throws IOException {
    ByteBuffer bytes = map(original);
    int tag =
        Math.toIntExact(
            ElfFile.of(bytes)
                .dynamicEntry(SONAME)
                .orElseThrow(() -> new IOException("%s has no name".formatted(original))));
    @Nullable IOException failure = null;
    for (Path folder : folders) {
      Path copy = folder.resolve(NAME);
      try {
        if (!isWhole(copy, bytes, tag)) {
          write(copy, bytes, tag);
        }
        return copy;
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null ? new IOException("no folder for a copy of " + original) : failure;
  }

  private static boolean isWhole(Path copy, ByteBuffer original, int tag) throws IOException {
    if (!Files.isReadable(copy) || Files.size(copy) != original.limit()) {
      return false;
    }
    ByteBuffer bytes = map(copy);
    int rest = tag + Long.BYTES;
    return bytes.slice(0, tag).equals(original.slice(0, tag))
        && bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(tag) == SYMBOLIC
        && bytes
            .slice(rest, bytes.limit() - rest)
            .equals(original.slice(rest, original.limit() - rest));
  }

  /** Under another name first, so that nobody sees a part of it. */
  private static void write(Path copy, ByteBuffer original, int tag) throws IOException {
    Path folder = Files.createDirectories(copy.toAbsolutePath().getParent());
    Path unfinished =
        Files.createTempFile(
            folder,
            NAME,
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        ByteBuffer all = original.duplicate();
        while (all.hasRemaining()) {
          channel.write(all);
        }
        ByteBuffer symbolic = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.write(symbolic.putLong(0, SYMBOLIC), tag);
      }
      Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
