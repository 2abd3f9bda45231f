package io.kindling.driver.model;

import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.model.FileContent;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/** Where results are written: any Hadoop URI. */
public final class OutputFiles {
  private OutputFiles() {}

  /**
   * The file system of {@code path}, to be closed by the caller. Hadoop's shared ones would litter
   * local folders with checksum files, and are not ours to change.
   */
  public static FileSystem open(Path path, Configuration hadoop) throws IOException {
    Path absolute = UserPath.fileSystem(path, hadoop).makeQualified(path);
    FileSystem system = FileSystem.newInstance(absolute.toUri(), hadoop);
    system.setWriteChecksum(false);
    return system;
  }

  /**
   * Writes a file, or nothing: what is there of it when writing fails is deleted.
   *
   * @throws WriteException when it cannot be written
   */
  public static void write(FileSystem system, Path file, FileContent content) {
    write(system, file, file, content, OutputFiles::create);
  }

  /**
   * The same, and comes back only when the file is on the disk, as far as the file system can tell:
   * what follows may rely on it, also where the machine stops.
   *
   * @throws WriteException when it cannot be written
   */
  public static void writeThrough(FileSystem system, Path file, FileContent content) {
    write(system, file, file, forced(content), OutputFiles::create);
  }

  /**
   * The same for a large file, around the cache of a local disk where that is possible. On a thread
   * that nobody interrupts: writing would end there.
   *
   * @throws WriteException when it cannot be written
   */
  public static void writeThrough(
      FileSystem system, Path file, FileContent content, DiskBuffers buffers) {
    write(system, file, file, forced(content), (to, path) -> createUncached(to, path, buffers));
  }

  private static FileContent forced(FileContent content) {
    return out -> {
      content.writeTo(out);
      force(out);
    };
  }

  private static void force(OutputStream out) throws IOException {
    if (out instanceof ForcedOutput local) {
      local.force();
    } else if (out instanceof FSDataOutputStream stream
        && stream.hasCapability(StreamCapabilities.HSYNC)) {
      stream.hsync(); // object stores keep what they have taken when it is closed
    }
  }

  /** Begins a file. */
  @FunctionalInterface
  private interface Creation {
    OutputStream in(FileSystem system, Path file) throws IOException;
  }

  private static void write(
      FileSystem system, Path place, Path file, FileContent content, Creation creation) {
    try {
      try (OutputStream out = creation.in(system, place)) {
        content.writeTo(out);
      }
    } catch (IOException e) {
      throw deleteAfter(new WriteException(file, e), system, place);
    }
  }

  /**
   * Begins a file, in place of one that is there, in a folder that is made where it is missing.
   *
   * <p>Without its native library Hadoop starts a process, chmod, for each local file that it
   * makes. The operating system gives the same permissions by itself, unless Hadoop is set to
   * others.
   */
  public static OutputStream create(FileSystem system, Path file) throws IOException {
    Optional<File> local = local(system, file);
    return local.isPresent()
        ? new LocalOutput(new FileOutputStream(local.get()))
        : system.create(file, true);
  }

  private static OutputStream createUncached(FileSystem system, Path file, DiskBuffers buffers)
      throws IOException {
    Optional<File> local = local(system, file);
    if (local.isEmpty()) {
      return system.create(file, true);
    }
    Optional<UncachedOutput> uncached = UncachedOutput.open(local.get().toPath(), buffers);
    return uncached.isPresent()
        ? uncached.get()
        : new LocalOutput(new FileOutputStream(local.get()));
  }

  /** The file as Java makes it, in a folder that is there; nothing where Hadoop is to make it. */
  private static Optional<File> local(FileSystem system, Path file) throws IOException {
    if (!(system instanceof LocalFileSystem local) || !hasDefaultUmask(system.getConf())) {
      return Optional.empty();
    }
    if (!local.mkdirs(file.getParent())) {
      throw new IOException("no folder can be made there");
    }
    local.getRawFileSystem().delete(local.getChecksumFile(file), false); // it is of what was there
    return Optional.of(local.pathToFile(file));
  }

  /** A file of the local disk. */
  private static final class LocalOutput extends BufferedOutputStream implements ForcedOutput {
    private final FileOutputStream file;

    LocalOutput(FileOutputStream file) {
      super(file);
      this.file = file;
    }

    @Override
    public void force() throws IOException {
      flush();
      file.getFD().sync();
    }
  }

  private static boolean hasDefaultUmask(Configuration hadoop) {
    return FsPermission.getUMask(hadoop).toShort() == FsPermission.DEFAULT_UMASK;
  }

  /**
   * Replaces a file in such a way that at every moment the old content or the new one is there as a
   * whole: in {@code file} or, where a file system cannot move a file over another, for a moment in
   * {@link #draft} alone.
   *
   * @throws WriteException when it cannot be written
   */
  public static void replace(FileSystem system, Path file, FileContent content) {
    Path draft = draft(file);
    try {
      if (!system.exists(file)) {
        if (system.exists(draft)) {
          move(system, draft, file); // whoever replaced it last came no further
        }
      } else if (system.getFileStatus(file).isDirectory()) {
        throw new IOException("a folder is in its place"); // the draft would be moved into it
      }
      write(system, draft, file, content, OutputFiles::create);
      try {
        if (!moveOver(system, draft, file)) {
          system.delete(file, false);
          move(system, draft, file);
        }
      } catch (IOException e) {
        WriteException failure = new WriteException(file, e);
        throw system.exists(file) ? deleteAfter(failure, system, draft) : failure;
      }
    } catch (IOException e) {
      throw new WriteException(file, e);
    }
  }

  /** Where {@link #replace} writes the new content first. */
  public static Path draft(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".writing");
  }

  /** Deletes a file because of {@code failure}, which learns of it if that fails too. */
  static WriteException deleteAfter(WriteException failure, FileSystem system, Path file) {
    try {
      system.delete(file, false);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Local disks replace the target at once; others say that it is there, each in its way. */
  private static boolean moveOver(FileSystem system, Path from, Path to) throws IOException {
    try {
      return system.rename(from, to);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static void move(FileSystem system, Path from, Path to) throws IOException {
    if (!system.rename(from, to)) {
      throw new IOException("cannot rename %s to %s".formatted(from.getName(), to.getName()));
    }
  }
}
