package io.kindling.partitioning.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's text names, and what it is called in errors. */
class UserPathTest {
  private static final String HADOOP = VersionInfo.getVersion();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/at 16:00/data.csv",
        "/a[1]/{b}/c*?.csv",
        "/50%/a%20b.csv",
        "/a#b/c?d.csv",
        "/größe/ファイル.csv",
        "/a\\b/c.csv",
        "/ a /b .csv"
      })
  void anAbsolutePathNamesItselfCharacterByCharacter(String text) {
    assertEquals(text, UserPath.of(text).toUri().getPath());
    assertEquals(text, UserPath.of("file:" + text).toUri().getPath());
    assertEquals(text, UserPath.shown(UserPath.of("file://" + text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at 16:00/data.csv", "a:b.csv", "C:\\data\\a.csv", "a[1].csv", "x:1/y:2"})
  void aRelativePathNamesItselfInAFolder(String text) {
    Path path = UserPath.of(text);
    assertFalse(path.isAbsolute(), text);
    assertEquals("/home/" + text, new Path(new Path("/home"), path).toUri().getPath());
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs://host:8020/a b/c:d.csv, hdfs, host:8020, /a b/c:d.csv",
    "s3a://bucket, s3a, bucket, /",
    "s3a://bucket/a[1].csv, s3a, bucket, /a[1].csv",
    "hdfs:///a, hdfs, , /a",
    "file:/a, file, , /a"
  })
  void aUriNamesSchemeHostAndPath(String text, String scheme, String authority, String path) {
    var uri = UserPath.of(text).toUri();
    assertEquals(scheme, uri.getScheme());
    assertEquals(authority, uri.getAuthority());
    assertEquals(path, uri.getPath());
  }

  @Test
  void aSchemeHasTwoLettersAndASlashBehindIt() {
    assertTrue(UserPath.isUri("hdfs://host/a"));
    assertTrue(UserPath.isUri("file:/a"));
    assertFalse(UserPath.isUri("C:/a"));
    assertFalse(UserPath.isUri("at 16:00/a"));
    assertFalse(UserPath.isUri("note:a.csv"));
    assertFalse(UserPath.isUri("16:00/a"));
  }

  @Test
  void aChildMayHaveAColonInItsName() {
    assertEquals("/f/a:b", UserPath.child(new Path("/f"), "a:b").toUri().getPath());
    assertEquals("/a:b/c:d", UserPath.child(UserPath.of("/a:b"), "c:d").toUri().getPath());
  }

  @Test
  void anEmptyPathIsRefused() {
    assertEquals(
        "found an empty path, expected a file or a folder", messageOf(() -> UserPath.of("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3a://b/x.csv | its package, --packages org.apache.hadoop:hadoop-aws:VERSION",
        "abfss://c@a/x.csv | its package, --packages org.apache.hadoop:hadoop-azure:VERSION",
        "s3://b/x.csv | s3a:, as Hadoop calls it",
        "nowhere://h/x.csv"
            + " | a local path, hdfs:, or a scheme whose package is given with --packages"
      })
  void aFileSystemThatIsNotThereIsNamedWithItsPackage(String text, String expected) {
    String scheme = text.substring(0, text.indexOf(':'));
    assertEquals(
        text
            + ": found no file system for %s: on the class path, expected ".formatted(scheme)
            + expected.replace("VERSION", HADOOP),
        messageOf(() -> UserPath.fileSystem(UserPath.of(text), new Configuration())));
  }

  @Test
  void aFileSystemThatCannotBeOpenedIsRefusedInOneLine() {
    String message =
        messageOf(() -> UserPath.fileSystem(UserPath.of("hdfs:/a"), new Configuration()));
    assertTrue(message.startsWith("hdfs:/a: found "), message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String messageOf(Runnable action) {
    return String.valueOf(assertThrows(InvalidInputException.class, action::run).getMessage());
  }
}
