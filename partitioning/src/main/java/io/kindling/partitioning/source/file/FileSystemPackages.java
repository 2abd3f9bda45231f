package io.kindling.partitioning.source.file;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** What to say of a file system that could not be opened: which package brings it. */
final class FileSystemPackages {
  private static final Map<String, String> OF_HADOOP =
      Map.of(
          "s3a", "hadoop-aws",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "wasb", "hadoop-azure",
          "wasbs", "hadoop-azure",
          "adl", "hadoop-azure-datalake",
          "oss", "hadoop-aliyun",
          "cosn", "hadoop-cos",
          "obs", "hadoop-huaweicloud");
  private static final Map<String, String> OTHERS =
      Map.of(
          "gs", "com.google.cloud.bigdataoss:gcs-connector",
          "ofs", "org.apache.ozone:ozone-filesystem-hadoop3",
          "o3fs", "org.apache.ozone:ozone-filesystem-hadoop3");

  private FileSystemPackages() {}

  static String found(Path path, Throwable error) {
    return isMissing(error)
        ? "no file system for %s: on the class path".formatted(path.toUri().getScheme())
        : ReadProblem.describe(error);
  }

  static String expected(Path path, Throwable error) {
    String scheme = String.valueOf(path.toUri().getScheme());
    if (!isMissing(error)) {
      return "a file system that can be reached";
    }
    if (scheme.equals("s3") || scheme.equals("s3n")) {
      return "s3a:, as Hadoop calls it";
    }
    if (OF_HADOOP.containsKey(scheme)) {
      String version = VersionInfo.getVersion();
      return "its package, --packages org.apache.hadoop:%s:%s"
          .formatted(OF_HADOOP.get(scheme), version);
    }
    return OTHERS.containsKey(scheme)
        ? "its package, --packages %s:VERSION".formatted(OTHERS.get(scheme))
        : "a local path, hdfs:, or a scheme whose package is given with --packages";
  }

  /** Hadoop names the classes of some file systems that it does not bring. */
  private static boolean isMissing(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedFileSystemException
          || cause instanceof ClassNotFoundException
          || cause instanceof LinkageError) {
        return true;
      }
    }
    return false;
  }
}
