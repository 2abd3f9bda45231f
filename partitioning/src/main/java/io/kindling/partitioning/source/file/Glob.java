package io.kindling.partitioning.source.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;

/**
 * What a path matches: the file or folder of exactly this name, or else, taken as a glob, those
 * that it matches. The names between slashes are looked at one by one in the same way, so that a
 * glob may stand in a folder whose name looks like one. Hadoop's own globbing fails as soon as it
 * comes across a name with a colon.
 */
final class Glob {
  private static final String SPECIAL = "*?[{";

  private final FileSystem system;

  private Glob(FileSystem system) {
    this.system = system;
  }

  /** The files and folders that a path matches, each once; none if there is no such file. */
  static List<FileStatus> matches(FileSystem system, Path path) throws IOException {
    Path whole = system.makeQualified(path);
    Set<FileStatus> matches = new LinkedHashSet<>(); // two alternatives may match the same
    if (system.exists(whole)) {
      matches.add(system.getFileStatus(whole));
    } else if (isGlob(path.toUri().getPath())) {
      for (String alternative : GlobExpander.expand(whole.toUri().getPath())) {
        matches.addAll(new Glob(system).expand(whole, alternative));
      }
    }
    return List.copyOf(matches);
  }

  private List<FileStatus> expand(Path whole, String pattern) throws IOException {
    List<Path> found = List.of(new Path(whole, "/"));
    for (Iterator<String> names = names(pattern).iterator(); names.hasNext(); ) {
      String name = names.next();
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(children(folder, name, names.hasNext()));
      }
      found = next;
    }
    List<FileStatus> files = new ArrayList<>();
    for (Path path : found) {
      if (system.exists(path)) {
        files.add(system.getFileStatus(path));
      }
    }
    return files;
  }

  /** An alternative may end with a slash, or begin with a second one. */
  private static List<String> names(String pattern) {
    return Arrays.stream(pattern.split("/", -1)).filter(name -> !name.isEmpty()).toList();
  }

  /**
   * What a name between slashes matches.
   *
   * @param more whether other names follow, so that it must be a folder: some file systems fail
   *     when they are asked for something in a file
   */
  private List<Path> children(Path folder, String name, boolean more) throws IOException {
    Path literal = UserPath.child(folder, name);
    if (!isGlob(name) || system.exists(literal)) {
      return List.of(literal);
    }
    PathFilter filter;
    try {
      filter = new GlobFilter(name);
    } catch (IOException e) {
      return List.of(literal); // no valid glob, such as one with an open bracket: a name only
    }
    List<Path> children = new ArrayList<>();
    if (isFolder(folder)) {
      for (FileStatus child : system.listStatus(folder)) {
        if (filter.accept(child.getPath()) && (child.isDirectory() || !more)) {
          children.add(child.getPath());
        }
      }
    }
    return children;
  }

  private boolean isFolder(Path path) throws IOException {
    try {
      return system.getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }
}
