package io.kindling.tests.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/onnx.md shows. */
class OnnxPageTest {
  /** The code goes on in the block that the page ends with a brace. */
  @Test
  void theJavaCodeIsWhatATestRuns() {
    String source = Document.content(Document.source("ScoringExampleTest.java"));
    Matcher example =
        Pattern.compile("(?s)// docs/onnx.md: begin\n(.*?)\n *// docs/onnx.md: end")
            .matcher(source);
    assertTrue(example.find());
    assertEquals(
        example.group(1).stripIndent() + "\n}",
        Document.read("docs/onnx.md").code("java").get(0).stripTrailing());
  }
}
