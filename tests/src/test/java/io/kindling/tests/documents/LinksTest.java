package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the links of all documents lead. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final int MOST_LINES = 130;

  static Stream<String> documents() {
    return Document.pages().stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatIsLinkedIsThere(String document) {
    List<String> dead = new ArrayList<>();
    for (String link : links(document)) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty()
              ? Project.root().resolve(document)
              : Project.root().resolve(document).resolveSibling(parts[0]);
      boolean isThere = Files.exists(target);
      if (isThere && parts.length == 2) {
        isThere = headings(Document.content(target)).contains(parts[1]);
      }
      if (!isThere) {
        dead.add(link);
      }
    }
    assertEquals(List.of(), dead);
  }

  /** Those that lead to files of this project. */
  private static List<String> links(String document) {
    return LINK.matcher(FENCED.matcher(Document.read(document).text()).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** The names by which a page's headings are linked. */
  private static List<String> headings(String page) {
    return HEADING
        .matcher(FENCED.matcher(page).replaceAll(""))
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .toList();
  }

  @Test
  void theFirstPageLinksToEachOfTheOthersAndIsShort() {
    String text = Document.read("README.md").text();
    List<String> linked = LINK.matcher(text).results().map((MatchResult l) -> l.group(1)).toList();
    List<String> missing =
        Document.pages().stream()
            .filter(page -> page.matches("docs/[^/]+\\.md"))
            .filter(page -> !linked.contains(page))
            .toList();
    assertEquals(List.of(), missing);
    assertTrue(text.lines().count() <= MOST_LINES, "lines: " + text.lines().count());
  }
}
