package io.kindling.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.driver.schedule.Warmup;
import io.kindling.tests.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Digits are ASCII in every locale: {@code %d}, {@code %f} and their like follow the default
 * locale, in which they may be others, so they stand only where {@code Locale.ROOT} is given.
 * {@code %s} writes numbers as Java does.
 */
class LocaleTest {
  private static final Pattern NUMBER =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[dfegDEG]");
  private static final Pattern LOCAL_FORMAT =
      Pattern.compile(
          "\\.formatted\\(|String\\.format\\((?!\\s*Locale\\.ROOT)|printf\\((?!\\s*Locale\\.ROOT)");

  @Test
  void noNumberIsFormattedByTheDefaultLocale() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module :
        List.of("worker-kernels", "predictor", "partitioning", "driver", "ml", "submit")) {
      try (Stream<Path> files = Files.walk(Project.root().resolve(module + "/src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(file -> found.addAll(numbersByDefaultLocale(file)));
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void anErrorHasAsciiDigitsInAnArabicLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Schedule warmup = new Warmup(10, new Constant(1), 0.1);
      assertEquals(
          "Warmup steps must be fewer than those of the training, 10, got 10",
          assertThrows(IllegalArgumentException.class, () -> warmup.over(10)).getMessage());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theRuleFindsWhatItIsFor() {
    assertEquals(
        3,
        offending(
                "f(\"%d\".formatted(1)); g(String.format(\"%,.2f\", x)); "
                    + "out.printf(\"a\" + \" %5d%n\", y);")
            .size());
    assertEquals(List.of(), offending("f(\"%s; %%d\".formatted(1)); g('\"', \"%d\");"));
    assertEquals(
        List.of(), offending("String.format(\n  Locale.ROOT, \"%d\", 1); // \"%d\".formatted("));
  }

  private static List<String> numbersByDefaultLocale(Path file) {
    try {
      return offending(Files.readString(file)).stream()
          .map(statement -> file.getFileName() + ": " + statement.strip().replaceAll("\\s+", " "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> offending(String source) {
    return statements(source).stream()
        .filter(statement -> NUMBER.matcher(statement.replace("%%", "")).find())
        .filter(statement -> LOCAL_FORMAT.matcher(statement).find())
        .toList();
  }

  /** The source without comments, cut at semicolons and braces that stand in no literal. */
  private static List<String> statements(String source) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    int at = 0;
    while (at < source.length()) {
      int end = endOfToken(source, at);
      String token = source.substring(at, end);
      if (";{}".contains(token)) {
        statements.add(statement.toString());
        statement.setLength(0);
      } else if (!token.startsWith("//") && !token.startsWith("/*")) {
        statement.append(token);
      }
      at = end;
    }
    return statements;
  }

  private static int endOfToken(String source, int at) {
    if (source.startsWith("//", at)) {
      return endAfter(source, "\n", at);
    }
    if (source.startsWith("/*", at)) {
      return endAfter(source, "*/", at);
    }
    char first = source.charAt(at);
    if (first != '"' && first != '\'') {
      return at + 1;
    }
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != first) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, source.length());
  }

  private static int endAfter(String source, String text, int at) {
    int found = source.indexOf(text, at + 2);
    return found < 0 ? source.length() : found + text.length();
  }
}
