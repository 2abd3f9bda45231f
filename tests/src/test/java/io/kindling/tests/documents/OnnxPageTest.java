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
  void theCodeThatScoresIsWhatATestRuns() {
    assertEquals(tested("ScoringExampleTest.java") + "\n}", shown(0));
  }

  @Test
  void theCodeThatTakesParametersOfPyTorchIsWhatATestRuns() {
    assertEquals(tested("StateDictStartTest.java"), shown(2));
  }

  private static String tested(String test) {
    Matcher example =
        Pattern.compile("(?s)// docs/onnx.md: begin\n(.*?)\n *// docs/onnx.md: end")
            .matcher(Document.content(Document.source(test)));
    assertTrue(example.find());
    return example.group(1).stripIndent();
  }

  private static String shown(int block) {
    return Document.read("docs/onnx.md").code("java").get(block).stripTrailing();
  }
}
