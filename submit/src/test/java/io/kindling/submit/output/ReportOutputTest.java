package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.LimitedDisk;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where reports go that belong to no training. */
final class ReportOutputTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @Test
  void aReportIsAPageAndItsRecordInAFolderThatIsMade() throws IOException {
    Path place = folder.resolve("new/folder");
    ReportOutput output = ReportOutput.at(place.toString(), "tried", HADOOP);
    output.write(Json.object().put("format", 1).put("kind", "comparison").put("name", "<three>"));
    assertEquals(place.resolve("report.html").toString(), output.toString());
    assertTrue(Files.readString(place.resolve("report.html")).contains("<h1>&lt;three&gt;</h1>"));
    assertTrue(Files.readString(place.resolve("report.json")).contains("<three>"));
  }

  @Test
  void nothingIsThereBeforeItIsWritten() throws IOException {
    ReportOutput.at(folder + "/a/b", "tried", HADOOP);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aPlaceThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("rate.svg"), "precious");
    assertEquals(
        "%s: found a file, expected a folder".formatted(file), refusal(file.toString(), HADOOP));
  }

  @Test
  void aDiskThatCannotBeWrittenToIsRefused() throws IOException {
    String path = "limited:" + Files.createDirectory(folder.resolve("there"));
    assertEquals(
        path + ": found Read-only file system, expected a folder that can be written to",
        refusal(path, LimitedDisk.configuration(0)));
  }

  private static String refusal(String output, Configuration hadoop) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> ReportOutput.at(output, "tried", hadoop))
            .getMessage());
  }
}
