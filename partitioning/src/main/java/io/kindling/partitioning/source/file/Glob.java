package io.kindling.partitioning.source.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  /** The files and folders that a path matches; none if there is no such file. */
  static List<FileStatus> matches(FileSystem system, Path path) throws IOException {
    Path whole = system.makeQualified(path);
    List<FileStatus> matches = new ArrayList<>();
    if (system.exists(whole)) {
      matches.add(system.getFileStatus(whole));
    } else if (isGlob(path.toUri().getPath())) {
      for (String alternative : GlobExpander.expand(whole.toUri().getPath())) {
        matches.addAll(new Glob(system).expand(whole, alternative));
      }
    }
    return matches;
  }

  private List<FileStatus> expand(Path whole, String pattern) throws IOException {
    List<Path> found = List.of(new Path(whole, "/"));
    for (String name : pattern.substring(1).split("/", -1)) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(children(folder, name));
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

  private List<Path> children(Path folder, String name) throws IOException {
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
        if (filter.accept(child.getPath())) {
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
