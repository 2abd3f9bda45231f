package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's commands, run as they are written, print what it shows, but for numbers. */
@Tag("matrix")
class TutorialTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
  private static final String PORT = "8123";

  @TempDir private Path folder;

  @Test
  void eachCommandPrintsWhatIsShown() throws Exception {
    for (String name : List.of("submit", "examples")) {
      Files.createSymbolicLink(folder.resolve(name), Project.root().resolve(name));
    }
    List<String> commands = new ArrayList<>();
    List<List<String>> shown = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
        shown.add(new ArrayList<>());
      } else if (!line.isBlank() && !line.equals("…")) {
        shown.get(shown.size() - 1).add(plain(line));
      }
    }
    assertTrue(commands.size() > 8, commands::toString);
    List<List<String>> printed = run(commands);
    for (int i = 0; i < commands.size(); i++) {
      List<String> all = printed.get(i);
      List<String> missing = shown.get(i).stream().filter(line -> !all.contains(line)).toList();
      assertEquals(List.of(), missing, commands.get(i) + " printed " + all);
    }
  }

  private static List<String> lines() throws IOException {
    String text = Files.readString(Project.root().resolve("docs/tutorial.md"));
    return BLOCK
        .matcher(text)
        .results()
        .flatMap(block -> block.group(1).replaceAll(" *\\\\\\n *", " ").lines())
        .toList();
  }

  /** Without what differs from one time or machine to another. */
  private static String plain(String line) {
    return line.replaceAll("[0-9]+[.][0-9]+(E-[0-9]+)?", "N") // of as many digits as it takes
        .replaceAll("\\b[0-9a-f]{8,64}\\b", "HASH")
        .replaceAll("[0-9][0-9.,]*(E-[0-9]+)?", "N")
        .replaceAll("BLAS: .*", "BLAS")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Runs all in one shell, and gives for each what it printed. */
  private List<List<String>> run(List<String> commands) throws Exception {
    StringBuilder script = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n");
    for (int i = 0; i < commands.size(); i++) {
      script.append("exec >'out%s' 2>&1\n".formatted(i));
      script.append(commands.get(i).replace(PORT, Integer.toString(freePort()))).append('\n');
      script.append("status=$?; ((status == 0)) || exit $status\n");
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script.toString()).directory(folder.toFile());
    builder.environment().remove("SPARK_HOME"); // that of these tests is no installed Spark
    Process shell = builder.start();
    try {
      assertTrue(shell.waitFor(4, TimeUnit.MINUTES), "still running");
    } finally {
      shell.destroyForcibly();
    }
    List<List<String>> printed = new ArrayList<>();
    for (int i = 0; i < commands.size() && Files.exists(folder.resolve("out" + i)); i++) {
      String out = Files.readString(folder.resolve("out" + i), StandardCharsets.UTF_8);
      printed.add(out.lines().map(TutorialTest::plain).toList());
    }
    assertEquals(0, shell.exitValue(), () -> Objects.toString(printed.get(printed.size() - 1)));
    return printed;
  }

  private int port;

  /** The same for all commands. */
  private int freePort() throws IOException {
    if (port == 0) {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
    }
    return port;
  }
}
