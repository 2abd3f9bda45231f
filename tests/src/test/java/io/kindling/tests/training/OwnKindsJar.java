package io.kindling.tests.training;

import com.example.kinds.OwnKinds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The classes of com.example.kinds as a user's jar, and a config that names them. */
final class OwnKindsJar {
  private static final String SERVICE_FILE =
      "META-INF/services/io.kindling.kernels.spec.KindProvider";

  private OwnKindsJar() {}

  static Path write(Path jar) throws IOException {
    Path root = classes();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> own = Files.list(root.resolve("com/example/kinds"))) {
      List<Path> entries = new ArrayList<>(own.sorted().toList());
      entries.add(root.resolve(SERVICE_FILE));
      for (Path entry : entries) {
        out.putNextEntry(new ZipEntry(root.relativize(entry).toString()));
        Files.copy(entry, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static Path classes() throws IOException {
    try {
      return Path.of(OwnKinds.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  static Path rows(Path folder) {
    return folder.resolve("sine.csv");
  }

  static Path writeConfig(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,y"));
    for (int i = 0; i < 300; i++) {
      double x = -3 + i / 50.0;
      lines.add(x + "," + Math.sin(x));
    }
    Files.write(rows(folder), lines);
    return Files.writeString(
        folder.resolve("own.yaml"),
        """
        data:
          train: {format: csv, path: sine.csv, label: y}
          validation: {split: 0.2}
          scale: standardize
        network: [dense: {units: 8}, softsign, dropout: {rate: 0.1}, gain, dense: {units: 1}]
        loss: com.example.kinds.LogCosh
        metrics: [within: {limit: 0.1}]
        optimizer: {lion: {learning_rate: {inverse_square_root: {initial: 0.01, steps: 50}}}}
        training: {epochs: 2, batch_size: 32, shards: 5}
        """);
  }
}
