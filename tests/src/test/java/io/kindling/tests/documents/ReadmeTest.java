package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the page about the library show. */
class ReadmeTest {
  private static final Document README = Document.read("README.md");
  private static final Document LIBRARY = Document.read("docs/library.md");

  @Test
  void theLibraryExampleIsTheCodeThatTheTestsRun() {
    String source = Document.content(Document.source("LibraryExample.java"));
    Matcher example =
        Pattern.compile("(?s)// README example: begin\n(.*?)\n *// README example: end")
            .matcher(source);
    assertTrue(example.find());
    String code = example.group(1).stripIndent() + "\n";
    assertEquals(List.of(code), README.code("java"));
    assertEquals(code, LIBRARY.code("java").get(0));
  }

  @Test
  void theProviderOfKindsIsTheOneThatTheTestsUse() {
    String source = Document.content(Document.source("OwnKinds.java"));
    List<String> examples = LIBRARY.code("java");
    assertEquals(2, examples.size(), "examples");
    assertEquals(source.substring(source.indexOf("public final class")), examples.get(1));
  }

  @Test
  void theConfigFileCanBeRead(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("run.yaml"), README.code("yaml").get(0));
    assertEquals(20, RunConfig.read(config, Map.of()).training().epochs());
  }
}
