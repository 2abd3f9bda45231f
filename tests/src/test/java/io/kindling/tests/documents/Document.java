package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.tests.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown file of this project, and the sources that it speaks of.
 *
 * @param text its content
 */
record Document(String text) {
  private static final List<String> MODULES =
      List.of(
          "worker-kernels",
          "predictor",
          "partitioning",
          "driver",
          "ml",
          "onnx",
          "submit",
          "examples/own-kinds",
          "tests");
  private static final List<String> ROOT_PAGES =
      List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md");
  private static final List<String> PAGE_FOLDERS =
      List.of("docs", "examples", "ml", "python", "sample-data", "tests");
  private static final Pattern CODE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("`([^`\\n]+)`");

  /** A file of the repository's root. */
  static Document read(String name) {
    return new Document(content(Project.root().resolve(name)));
  }

  /** The fenced blocks in a language, in order. */
  List<String> code(String language) {
    return CODE.matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** What stands between backquotes in a piece of text, each once. */
  static TreeSet<String> quoted(String text) {
    TreeSet<String> words = new TreeSet<>();
    WORD.matcher(text).results().map(word -> word.group(1)).forEach(words::add);
    return words;
  }

  /** The paragraph or list item that starts with {@code start}, up to the next one. */
  String passage(String start) {
    List<String> found =
        Pattern.compile("(?ms)^" + Pattern.quote(start) + ".*?(?=\\n\\n|\\n- |\\z)")
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .toList();
    assertEquals(1, found.size(), "passages that start with '%s'".formatted(start));
    return found.get(0);
  }

  /** All pages of Markdown, by their paths from the root on. */
  static List<String> pages() {
    return Stream.concat(
            ROOT_PAGES.stream(),
            PAGE_FOLDERS.stream()
                .flatMap(folder -> files(folder).stream())
                .map(file -> Project.root().relativize(file).toString())
                .filter(file -> file.endsWith(".md")))
        .sorted()
        .toList();
  }

  /** The files below a folder of the repository, without what is built. */
  static List<Path> files(String folder) {
    try (Stream<Path> files = Files.walk(Project.root().resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !Project.root().relativize(file).toString().contains("target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all source files and resources, of Java's without their ending. */
  static Set<String> simpleNames() {
    return MODULES.stream()
        .flatMap(module -> files(module + "/src").stream())
        .map(Path::getFileName)
        .map(name -> name.toString().replaceFirst("\\.java$", ""))
        .collect(Collectors.toSet());
  }

  /** The only source file of that name. */
  static Path source(String name) {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      files(module + "/src").stream().filter(file -> file.endsWith(name)).forEach(found::add);
    }
    assertEquals(1, found.size(), name + ": " + found);
    return found.get(0);
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
