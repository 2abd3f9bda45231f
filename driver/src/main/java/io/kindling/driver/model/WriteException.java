package io.kindling.driver.model;

import io.kindling.kernels.spec.FirstLine;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/** A file could not be written: the disk is full, say. The message is one line that names it. */
public final class WriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The file could not be written for this reason. */
  public WriteException(Path file, IOException reason) {
    super("%s: cannot be written: %s".formatted(name(file), reasonOf(reason)), reason);
  }

  /** What a file is called: its path alone if it lies on this machine. */
  private static String name(Path file) {
    boolean local = file.toUri().getScheme() == null || file.toUri().getScheme().equals("file");
    return local ? file.toUri().getPath() : file.toString();
  }

  /** The reason in a few words, without the file's name, in one line. */
  public static String reasonOf(IOException reason) {
    String text = String.valueOf(reason.getMessage());
    if (reason instanceof FileSystemException of) {
      text = Objects.requireNonNullElseGet(of.getReason(), () -> nameOf(of));
    } else if (text.endsWith(")") && text.contains(" (")) { // Java's "/a/path (What was wrong)"
      text = text.substring(text.lastIndexOf(" (") + 2, text.length() - 1);
    }
    String line = FirstLine.of(text);
    return line.isBlank() || line.equals("null") ? reason.getClass().getSimpleName() : line;
  }

  /** What the operating system says where Java says nothing but a class. */
  private static String nameOf(FileSystemException reason) {
    if (reason instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    return reason instanceof AccessDeniedException
        ? "Permission denied"
        : reason.getClass().getSimpleName();
  }
}
