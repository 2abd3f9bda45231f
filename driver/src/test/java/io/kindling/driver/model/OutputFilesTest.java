package io.kindling.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void aFolderIsNotReplaced() throws IOException {
    java.nio.file.Path inTheWay = Files.createDirectory(folder.resolve("file"));
    WriteException error =
        assertThrows(WriteException.class, () -> replace(new Configuration(), "text"));
    assertEquals(inTheWay + ": cannot be written: a folder is in its place", error.getMessage());
    assertEquals(List.of(inTheWay), list(folder));
    assertEquals(List.of(), list(inTheWay));
  }

  private static List<java.nio.file.Path> list(java.nio.file.Path of) throws IOException {
    try (Stream<java.nio.file.Path> found = Files.list(of)) {
      return found.toList();
    }
  }

  @Test
  void whereJavaNamesAFileForAReasonTheReasonIsTold() {
    assertEquals(
        "No such file or directory", WriteException.reasonOf(new NoSuchFileException("/a")));
    assertEquals("Permission denied", WriteException.reasonOf(new AccessDeniedException("/a")));
    assertEquals("FileSystemException", WriteException.reasonOf(new FileSystemException("/a")));
    assertEquals(
        "Device busy", WriteException.reasonOf(new FileSystemException("/a", null, "Device busy")));
  }

  private void replace(Configuration hadoop, String text) throws IOException {
    Path file = new Path(folder + "/file");
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
