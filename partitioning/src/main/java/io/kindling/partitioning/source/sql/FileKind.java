package io.kindling.partitioning.source.sql;

/** Kinds of files that Spark SQL reads, and that tell where their rows are. */
enum FileKind {
  PARQUET("parquet", "a Parquet file"),
  ORC("orc", "an ORC file");

  private final String format;
  private final String words;

  FileKind(String format, String words) {
    this.format = format;
    this.words = words;
  }

  /** What Spark calls it. */
  String format() {
    return format;
  }

  /** What errors call it. */
  String words() {
    return words;
  }

  /** Reads what files say of themselves. */
  FooterReader footers() {
    return switch (this) {
      case PARQUET -> new ParquetFooterReader();
      case ORC -> new OrcFooterReader();
    };
  }
}
