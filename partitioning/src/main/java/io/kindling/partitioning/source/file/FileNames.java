package io.kindling.partitioning.source.file;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** What the name of a file tells of it; what it is packed with may stand behind. */
public final class FileNames {
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bz2|zst|lz4|snappy|deflate)$");
  private static final Set<String> ABOUT =
      Set.of("readme", "license", "licence", "copying", "notice", "changelog");
  private static final Set<String> DOCUMENTS =
      Set.of("md", "rst", "pdf", "html", "htm", "doc", "docx");

  private FileNames() {}

  /** The format that the ending names, as config files call it. */
  public static Optional<String> format(Path file) {
    return switch (ending(plain(file))) {
      case "csv", "tsv" -> Optional.of("csv");
      case "json", "jsonl", "ndjson" -> Optional.of("json");
      case "parquet" -> Optional.of("parquet");
      case "orc" -> Optional.of("orc");
      case "libsvm", "svm", "svmlight" -> Optional.of("libsvm");
      default -> Optional.empty();
    };
  }

  /** Whether it is a text for people, such as {@code README}, {@code LICENSE.txt}, {@code a.md}. */
  public static boolean isDocument(Path file) {
    boolean about = ABOUT.contains(stem(file));
    return format(file).isEmpty() && (about || DOCUMENTS.contains(ending(plain(file))));
  }

  /** What stands before the first dot, in lower case. */
  static String stem(Path file) {
    String name = plain(file);
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Whether the name has an ending, besides that of what it is packed with. */
  static boolean hasEnding(Path file) {
    return plain(file).indexOf('.') > 0;
  }

  private static String plain(Path file) {
    return COMPRESSED.matcher(file.getName().toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
