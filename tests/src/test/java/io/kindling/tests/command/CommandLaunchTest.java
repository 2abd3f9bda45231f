package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import io.kindling.tests.command.KindlingCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code submit/bin/kindling} finds things and passes options on; no Spark starts here. */
class CommandLaunchTest {
  private static final String REAL_JAVA = System.getProperty("java.home") + "/bin/java";

  @TempDir private Path folder;

  /** One way that leads over all kinds of links: relative, absolute, to a folder. */
  @Test
  void isFoundThroughLinksToItAndToItsFolder() throws IOException, InterruptedException {
    Path script = Project.root().resolve("submit/bin/kindling");
    Path bin = Files.createSymbolicLink(folder.resolve("bin"), script.getParent());
    Path link = Files.createSymbolicLink(folder.resolve("link"), bin.resolve("kindling"));
    Path linkOfLink = Files.createSymbolicLink(folder.resolve("k"), Path.of("link"));
    Result result = new KindlingCommand(folder).by(linkOfLink).run("--version");
    assertEquals(0, result.status(), result.error());
    for (Path path : List.of(link, linkOfLink, bin)) {
      Files.delete(path);
    }
  }

  @Test
  void passesOptionsOnToTheInstalledSparkSubmit() throws IOException, InterruptedException {
    Path home = folder.resolve("an installed Spark");
    executable(home.resolve("bin/spark-submit"), "printf '%s\\n' \"$@\"");
    Result result =
        new KindlingCommand(folder)
            .with("SPARK_HOME", home.toString())
            .with(
                "SPARK_SUBMIT_OPTIONS",
                "--driver-memory 700m  --conf 'spark.app.name=two words' --conf"
                    + " \"spark.executor.extraJavaOptions=-Da=\\\"b c\\\" -Dd=*\" --supervise")
            .run(
                "train",
                "my config.yaml",
                "--conf",
                "spark.a=b c",
                "--master=local[2]",
                "--set=x=");
    assertEquals(
        List.of(
            "--driver-memory",
            "700m",
            "--conf",
            "spark.app.name=two words",
            "--conf",
            "spark.executor.extraJavaOptions=-Da=\"b c\" -Dd=*",
            "--supervise",
            "--conf",
            "spark.a=b c",
            "--master",
            "local[2]",
            "--class",
            "io.kindling.submit.Main",
            Project.jar().toString(),
            "train",
            "my config.yaml",
            "--set=x="),
        result.output().lines().toList(),
        result.error());
  }

  @Test
  void givesTheDriverTheMemoryAndOptionsThatWereAskedFor()
      throws IOException, InterruptedException {
    Path home = folder.resolve("a JDK");
    executable(
        home.resolve("bin/java"),
        "case \"$*\" in *LocalLaunch*) printf '%s\\n' \"$@\" ;; *) exec '"
            + REAL_JAVA
            + "' \"$@\" ;; esac");
    Result asked =
        new KindlingCommand(folder)
            .with("JAVA_HOME", home.toString())
            .with("SPARK_SUBMIT_OPTIONS", "--driver-memory 700m")
            .run(
                "catalogue",
                "--driver-java-options",
                "-Da='b c' -De=f",
                "--driver-class-path",
                "x y");
    List<String> words = asked.output().lines().toList();
    assertAll(
        () -> assertTrue(words.contains("-Xmx700m"), asked.toString()),
        () -> assertTrue(words.contains("-Da=b c"), asked.toString()),
        () -> assertTrue(words.contains("-De=f"), asked.toString()),
        () -> assertTrue(words.get(1).startsWith("x y:"), asked.toString()),
        () -> assertEquals("catalogue", words.get(words.size() - 1)),
        () -> assertEquals("", asked.error()));
    Result byDefault =
        new KindlingCommand(folder).with("JAVA_HOME", home.toString()).run("catalogue");
    assertFalse(byDefault.output().contains("-Xmx"), byDefault.output());
  }

  @Test
  void readsNamesBeyondAsciiUnderThePosixLocale() throws IOException, InterruptedException {
    Path there = Files.createDirectory(folder.resolve("größe"));
    Files.writeString(there.resolve("maß.yaml"), "data: {train: {format: tsv}}\n");
    Result result =
        new KindlingCommand(folder).in(there).with("LC_ALL", "C").run("inspect", "maß.yaml");
    assertAll(
        () -> assertEquals(2, result.status()),
        () ->
            assertTrue(
                result.error().startsWith("kindling: maß.yaml:1: data.train.format: found 'tsv'"),
                result.error()));
  }

  @Test
  void whatAFileHoldsIsShownInAsciiDigitsAndWithoutControlCodes()
      throws IOException, InterruptedException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, "data: {train: {format: \"t\\e[31m\\r\\nsv\"}}\n");
    Result result =
        new KindlingCommand(folder)
            .run(
                "inspect",
                "config.yaml",
                "--driver-java-options",
                "-Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab");
    assertEquals(
        "kindling: config.yaml:1: data.train.format: found 't\\u001b[31m\\u000d\\nsv', expected"
            + " one of: csv, idx, images, json, libsvm, orc, parquet",
        result.error().strip());
  }

  @Test
  void namesAJavaThatSparkDoesNotRunOn() throws IOException, InterruptedException {
    Path home = folder.resolve("jdk");
    executable(home.resolve("bin/java"), "echo 'openjdk version \"25.0.1\" 2025-10-21' >&2");
    assertRefused(
        new KindlingCommand(folder).with("JAVA_HOME", home.toString()).run("catalogue"),
        home
            + "/bin/java: found Java 25, expected 17 or 21, which Spark 4.1 runs on; set JAVA_HOME");
  }

  @Test
  void whatIsMissingIsNamedInOneLine() throws IOException, InterruptedException {
    assertRefused(
        new KindlingCommand(folder).with("JAVA_HOME", folder.toString()).run("catalogue"),
        "JAVA_HOME: found no bin/java in %s, expected the folder of a JDK 17 or 21"
            .formatted(folder));
    assertRefused(
        new KindlingCommand(folder).with("SPARK_HOME", folder.toString()).run("catalogue"),
        "SPARK_HOME: found no bin/spark-submit in %s, expected an installed Spark"
            .formatted(folder));
    assertRefused(
        new KindlingCommand(folder).with("SPARK_SUBMIT_OPTIONS", "--conf 'a").run("catalogue"),
        "SPARK_SUBMIT_OPTIONS: found no closing ', expected one");
  }

  @Test
  void whatSparkSubmitWouldRefuseIsRefusedInOneLine() throws IOException, InterruptedException {
    assertRefused(
        new KindlingCommand(folder).run("catalogue", "--conf", "spark.executor.memory=abc"),
        "spark-submit: Executor memory must be a positive number");
    assertRefused(
        new KindlingCommand(folder).with("SPARK_SUBMIT_OPTIONS", "--bogus").run("catalogue"),
        "Unrecognized option: --bogus");
    assertRefused(
        new KindlingCommand(folder).run("doctor", "--master", "yarn"),
        "--master: found 'yarn' and no classes of Spark for it, expected an installed Spark that"
            + " has them, in SPARK_HOME");
    assertRefused(
        new KindlingCommand(folder).run("catalogue", "--driver-memory", "7x"),
        "--driver-memory: found '7x', expected a number with k, m, g or t behind it");
  }

  private static void assertRefused(Result result, String message) {
    assertEquals(new Result(2, "", "kindling: " + message + "\n"), result);
  }

  private static void executable(Path path, String script) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
