package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.tests.Project;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample data are what their generator makes. */
class SampleDataTest {
  @Test
  void theCommittedFilesHaveTheirChecksums() throws IOException, NoSuchAlgorithmException {
    assertEquals(checksums(Project.sampleData()), actual(Project.sampleData()));
  }

  @Test
  void everyFileOfDataHasAChecksum() throws IOException {
    Set<String> files = new TreeSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Project.sampleData(), "*.{gz,csv}")) {
      all.forEach(file -> files.add(file.getFileName().toString().replaceFirst("\\.gz$", "")));
    }
    assertEquals(files, checksums(Project.sampleData()).keySet());
  }

  @Test
  void theGeneratorMakesThemAgain(@TempDir Path folder)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    JavaProgram.run(
        Project.sampleData().resolve("GenerateSamples.java"), "--output", folder.toString());
    assertEquals(checksums(Project.sampleData()), actual(folder));
  }

  /** The declared checksums: of the uncompressed content, by names without {@code .gz}. */
  private static Map<String, String> checksums(Path folder) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("CHECKSUMS.sha256"))) {
      checksums.put(line.substring(66), line.substring(0, 64));
    }
    return checksums;
  }

  private static Map<String, String> actual(Path folder)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> checksums = new TreeMap<>();
    for (String name : checksums(Project.sampleData()).keySet()) {
      Path plain = folder.resolve(name);
      Path compressed = folder.resolve(name + ".gz");
      try (InputStream in =
          Files.exists(plain)
              ? new BufferedInputStream(Files.newInputStream(plain))
              : new GZIPInputStream(Files.newInputStream(compressed))) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        checksums.put(name, HexFormat.of().formatHex(digest));
      }
    }
    return checksums;
  }
}
