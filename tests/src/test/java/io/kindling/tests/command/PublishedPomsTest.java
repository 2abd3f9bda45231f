package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.tests.Project;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/**
 * What Maven Central demands of each POM, which a module may have from its parent; but for url and
 * scm, which there are none of before the first release.
 */
final class PublishedPomsTest {
  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  private static Document pom(String folder) throws Exception {
    Path file = Project.root().resolve(folder).resolve("pom.xml");
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static String text(Document pom, String path) throws XPathExpressionException {
    return XPATH.evaluate("/project/" + path, pom).strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "driver/bom"})
  void aPomWithoutAParentHasWhatCentralDemands(String folder) throws Exception {
    Document pom = pom(folder);
    for (String wanted :
        new String[] {
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "developers/developer/organization"
        }) {
      assertFalse(text(pom, wanted).isEmpty(), () -> folder + " has no " + wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"worker-kernels", "predictor", "partitioning", "driver", "ml", "onnx", "submit"})
  void aModuleHasItFromTheParentAndItsOwnName(String folder) throws Exception {
    Document pom = pom(folder);
    assertEquals("kindling-parent", text(pom, "parent/artifactId"));
    assertFalse(text(pom, "name").isEmpty(), "no name");
    assertFalse(text(pom, "description").isEmpty(), "no description");
    for (String inherited : new String[] {"licenses", "developers"}) {
      assertEquals("", text(pom, inherited), inherited);
    }
  }
}
