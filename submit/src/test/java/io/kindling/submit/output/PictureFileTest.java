package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where pictures go. */
final class PictureFileTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "new.svg, new.svg",
    "a/b/new.SVG, a/b/new.SVG",
    "there, there/usual.svg",
    "there.svg, there.svg/usual.svg",
    "new/folder, new/folder/usual.svg",
    "file, file"
  })
  void aPictureIsAFileOrLiesInAFolder(String output, String file) throws IOException {
    Files.createDirectory(folder.resolve("there"));
    Files.createDirectory(folder.resolve("there.svg"));
    Files.writeString(folder.resolve("file"), "old");
    PictureFile picture = PictureFile.at(folder.resolve(output).toString(), "usual.svg", HADOOP);
    picture.write(out -> out.write("drawn".getBytes(StandardCharsets.UTF_8)));
    assertEquals("drawn", Files.readString(folder.resolve(file)));
    assertEquals(folder.resolve(file).toString(), picture.toString());
  }

  @Test
  void nothingIsThereBeforeItIsDrawn() throws IOException {
    PictureFile.at(folder + "/a/b", "usual.svg", HADOOP);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aPlaceBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertEquals(
        "%s: found a file, expected a folder".formatted(file), refusal(file + "/a.svg", HADOOP));
  }

  @Test
  void aDiskThatCannotBeWrittenToIsRefused() throws IOException {
    String path = "limited:" + Files.createDirectory(folder.resolve("there"));
    assertEquals(
        path + ": found Read-only file system, expected a folder that can be written to",
        refusal(path + "/a.svg", LimitedDisk.configuration(0)));
  }

  private static String refusal(String output, Configuration hadoop) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> PictureFile.at(output, "usual.svg", hadoop))
            .getMessage());
  }
}
