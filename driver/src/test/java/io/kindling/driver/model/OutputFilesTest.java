package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  private static final String PROCESS_START = "jdk.ProcessStart";

  @TempDir private java.nio.file.Path folder;

  @Test
  void aLocalFileIsReplacedWithoutStartingAProcess() throws IOException {
    replace(new Configuration(), "before"); // Hadoop starts one to see what the shell can do
    java.nio.file.Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(PROCESS_START);
      recording.start();
      replace(new Configuration(), "first");
      replace(new Configuration(), "second");
      recording.stop();
      recording.dump(events);
    }
    assertEquals("second", Files.readString(folder.resolve("file")));
    assertEquals(List.of(), commands(events));
  }

  @Test
  void aUmaskThatIsSetForHadoopIsKeptTo() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.permissions.umask-mode", "027");
    replace(hadoop, "text");
    assertEquals(
        "rw-r-----",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("file"))));
  }

  @Test
  void theChecksumOfWhatWasThereIsNotThatOfWhatIs() throws IOException {
    Path file = new Path(folder.resolve("file").toUri());
    Configuration hadoop = new Configuration();
    try (FileSystem checking = FileSystem.newInstance(file.toUri(), hadoop)) {
      checking.create(file).close();
      try (FileSystem system = OutputFiles.open(file, hadoop)) {
        OutputFiles.write(system, file, out -> out.write(1));
      }
      try (InputStream in = checking.open(file)) {
        assertEquals(1, in.read());
      }
    }
  }

  private void replace(Configuration hadoop, String text) throws IOException {
    Path file = new Path(folder.resolve("file").toUri());
    try (FileSystem system = OutputFiles.open(file, hadoop)) {
      OutputFiles.replace(system, file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static List<String> commands(java.nio.file.Path events) throws IOException {
    return RecordingFile.readAllEvents(events).stream()
        .filter(event -> event.getEventType().getName().equals(PROCESS_START))
        .map((RecordedEvent event) -> event.getString("command"))
        .toList();
  }
}
