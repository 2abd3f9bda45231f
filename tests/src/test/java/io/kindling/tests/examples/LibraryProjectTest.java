package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain Maven project that imports Kindling's BOM; what this machine lacks is downloaded. */
class LibraryProjectTest {
  private static final String SCALA = "2.13.17"; // of Spark 4.1.0
  private static final String BOM = "io/kindling/kindling-bom/0.1.0-SNAPSHOT";

  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>project</groupId>
        <artifactId>plain</artifactId>
        <version>1</version>
        <dependencyManagement>
          <dependencies>
            <dependency>
              <groupId>io.kindling</groupId>
              <artifactId>kindling-bom</artifactId>
              <version>0.1.0-SNAPSHOT</version>
              <type>pom</type>
              <scope>import</scope>
            </dependency>
          </dependencies>
        </dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>org.scala-lang.modules</groupId>
            <artifactId>scala-parallel-collections_2.13</artifactId>
            <version>1.2.0</version>
          </dependency>
          <dependency>
            <groupId>org.apache.spark</groupId>
            <artifactId>spark-mllib-local_2.13</artifactId>
            <version>4.1.0</version>
          </dependency>
        </dependencies>
      </project>
      """;

  @TempDir private Path folder;

  /** Its first dependency names an older Scala library than Spark's, as spark-mllib's does. */
  @Test
  void runsOnTheScalaLibraryOfSpark() throws IOException, InterruptedException {
    Path repository = repositoryWithBom();
    Files.writeString(folder.resolve("pom.xml"), PROJECT);
    Path classpath = folder.resolve("classpath");
    maven(
        "--batch-mode",
        "--quiet",
        "-Dmaven.repo.local=" + repository,
        "-Dmdep.outputFile=" + classpath,
        "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath");
    Matcher jar =
        Pattern.compile("scala-library-([0-9.]+)\\.jar").matcher(Files.readString(classpath));
    assertTrue(jar.find(), "no Scala");
    assertEquals(SCALA, jar.group(1));
  }

  private void maven(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(property("kindling.maven")), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "still running");
      assertEquals(0, process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  /** What this machine has, by links, and the BOM. */
  private Path repositoryWithBom() throws IOException {
    Path there = Path.of(property("kindling.repository"));
    Path repository = Files.createDirectories(folder.resolve("repository"));
    link(there, repository, "io");
    link(there.resolve("io"), Files.createDirectories(repository.resolve("io")), "kindling");
    Path bom = Files.createDirectories(repository.resolve(BOM));
    Files.copy(
        Project.root().resolve("driver/bom/pom.xml"),
        bom.resolve("kindling-bom-0.1.0-SNAPSHOT.pom"));
    return repository;
  }

  private static void link(Path from, Path to, String except) throws IOException {
    for (File file : Objects.requireNonNullElse(from.toFile().listFiles(), new File[0])) {
      if (!file.getName().equals(except)) {
        Files.createSymbolicLink(to.resolve(file.getName()), file.toPath());
      }
    }
  }

  /** JUnit would warn of each link that it deletes. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("repository"), 2)) {
      for (Path link : paths.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
