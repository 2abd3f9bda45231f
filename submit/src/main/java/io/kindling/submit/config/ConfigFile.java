package io.kindling.submit.config;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

/**
 * A config file: on this machine, whatever Hadoop's default file system is, or at a Hadoop URI. It
 * is read before Spark starts, with the settings that Spark would give Hadoop.
 */
public final class ConfigFile {
  private static final String EXPECTED = "a config file";
  private static final int LONGEST = 1 << 24; // more than YAML's own bound on characters

  private final String name;
  private final org.apache.hadoop.fs.Path path;
  private final Optional<Path> local;

  private ConfigFile(String name, org.apache.hadoop.fs.Path path, Optional<Path> local) {
    this.name = name;
    this.path = path;
    this.local = local;
  }

  /**
   * The file that a user's text names.
   *
   * @throws InvalidInputException when it names none
   */
  public static ConfigFile of(String text) {
    org.apache.hadoop.fs.Path path = UserPath.of(text);
    String scheme = path.toUri().getScheme();
    if (scheme != null && !scheme.equals("file")) {
      return new ConfigFile(text, path, Optional.empty());
    }
    String shown = UserPath.shown(text);
    try {
      return of(Path.of(shown));
    } catch (InvalidPathException e) {
      throw InvalidInputException.at(shown, "no path (%s)".formatted(e.getReason()), EXPECTED);
    }
  }

  /** The file of this machine. */
  public static ConfigFile of(Path file) {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path("file", null, file.toAbsolutePath().toString());
    return new ConfigFile(file.toString(), path, Optional.of(file));
  }

  /** Whether there is a file of that name, and no folder. */
  public boolean isFile() {
    if (local.isPresent()) {
      return Files.isRegularFile(local.get());
    }
    try {
      return system().getFileStatus(path).isFile();
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(ReadProblem.describe(e));
    }
  }

  /**
   * What it holds.
   *
   * @throws InvalidInputException when it is not there, or cannot be read as text
   */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw InvalidInputException.at(name, "no such file", EXPECTED);
    } catch (CharacterCodingException e) {
      throw InvalidInputException.at(name, "bytes that are not UTF-8", EXPECTED + " in UTF-8");
    } catch (IOException e) {
      throw unreadable(local.isPresent() ? reason(e) : ReadProblem.describe(e));
    }
  }

  private static String reason(IOException error) {
    return error instanceof FileSystemException of && of.getReason() != null
        ? of.getReason()
        : error.toString();
  }

  /** No more than a config file may have: another one may be given by mistake. */
  private byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw InvalidInputException.at(name, "more than %s bytes".formatted(LONGEST), EXPECTED);
      }
      return bytes;
    }
  }

  private InputStream open() throws IOException {
    if (local.isPresent()) {
      if (Files.isDirectory(local.get())) {
        throw unreadable("a folder");
      }
      return Files.newInputStream(local.get());
    }
    FileSystem system = system();
    if (system.getFileStatus(path).isDirectory()) {
      throw unreadable("a folder");
    }
    return system.open(path);
  }

  private FileSystem system() {
    return UserPath.fileSystem(path, SparkHadoop.settings());
  }

  private InvalidInputException unreadable(String found) {
    return InvalidInputException.at(name, found, EXPECTED + " that can be read");
  }

  /**
   * The file or folder that a setting names: a path relative to this file's folder lies on its file
   * system, whatever Hadoop's default is; others are taken as they are.
   *
   * @throws InvalidInputException when it names none
   */
  String resolve(Setting setting) {
    String text = setting.text();
    try {
      if (text.isEmpty()) {
        throw setting.wrong("a file or a folder");
      }
      boolean relative = !UserPath.isUri(text) && !Path.of(text).isAbsolute();
      return relative ? beside(text) : text;
    } catch (InvalidPathException e) {
      throw setting.wrong("a path: " + e.getReason());
    }
  }

  private String beside(String relative) {
    return local.isPresent()
        ? "file:" + local.get().toAbsolutePath().resolveSibling(relative).normalize()
        : UserPath.child(path.getParent(), relative).toString();
  }

  /** Its URI, or its whole path on Hadoop's default file system. */
  String location() {
    return path.toString();
  }

  /** Its name in its folder. */
  public String fileName() {
    return path.getName();
  }

  /** As errors name it: what the user wrote, without the scheme of local files. */
  @Override
  public String toString() {
    return name;
  }
}
