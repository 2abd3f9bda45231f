package io.kindling.submit.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FileSystem;

/**
 * Makes files and folders that were not there, and tells whether it did: of several that try at
 * once, one succeeds. Hadoop's own local file system looks first and makes afterwards, so on a
 * local disk this asks the operating system instead; elsewhere it holds as far as the file system
 * keeps to the contract of {@code create} without overwriting, as HDFS does.
 */
final class NewFiles {
  private NewFiles() {}

  /** Makes a folder whose parent is there; false if it is there already. */
  static boolean makeFolder(FileSystem system, org.apache.hadoop.fs.Path folder)
      throws IOException {
    if (isLocal(system)) {
      try {
        Files.createDirectory(local(folder));
        return true;
      } catch (FileAlreadyExistsException e) {
        requireNoLinkToNothing(local(folder));
        return false;
      }
    }
    boolean isNew = !system.exists(folder);
    if (!system.mkdirs(folder)) {
      throw new IOException("no folder can be made there");
    }
    return isNew;
  }

  private static void requireNoLinkToNothing(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
      throw new IOException(
          "a link to %s, which is not there".formatted(Files.readSymbolicLink(folder)));
    }
  }

  /** Makes a file with this text in it, or none; false if there is one already. */
  static boolean makeFile(FileSystem system, org.apache.hadoop.fs.Path file, String text)
      throws IOException {
    OutputStream made;
    try {
      made =
          isLocal(system)
              ? Files.newOutputStream(
                  local(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
              : system.create(file, false);
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    }
    try {
      try (made) {
        made.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (IOException e) { // the disk is full, say: one without its text is nobody's
      system.delete(file, false);
      throw e;
    }
  }

  private static boolean isLocal(FileSystem system) {
    return "file".equals(system.getUri().getScheme());
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }
}
