package io.kindling.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Files that are read together, by their paths in a folder. The first is the one that is read
 * first.
 */
record Input(Map<String, byte[]> files) {
  /** Copies the map, not the bytes. */
  Input {
    files = new LinkedHashMap<>(files);
  }

  /** One file. */
  static Input of(String name, byte[] bytes) {
    return new Input(Map.of(name, bytes));
  }

  /** All files in a folder. */
  static Input in(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return new Input(files);
  }

  List<String> names() {
    return List.copyOf(files.keySet());
  }

  byte[] file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  /** The same with a file that is new, or another one. */
  Input with(String name, byte[] bytes) {
    Input other = new Input(files);
    other.files.put(name, bytes);
    return other;
  }

  Input without(String name) {
    Input other = new Input(files);
    other.files.remove(name);
    return other;
  }

  long bytes() {
    return files.values().stream().mapToLong(file -> file.length).sum();
  }

  /** Makes these the only files in a folder. */
  void write(Path folder) throws IOException {
    clear(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
