package io.kindling.partitioning.source.lines;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that begin as no text does, or as no table does, and what to do about them.
 *
 * @param name what errors call it
 * @param advice what is expected in its place
 * @param offset of the bytes that tell it
 * @param bytes those bytes, a character of ISO 8859-1 for each
 */
record ForeignFile(String name, String advice, int offset, String bytes) {
  private static final String TEXT = "text, plain or as .gz";
  private static final String UNPACKED = "the files in it, unpacked";
  private static final String SHEET = "its sheet saved as CSV";
  private static final String EXPORTED = "its table exported as CSV or Parquet";
  private static final String WRITTEN = "its table written as Parquet or CSV";
  private static final String ARRAY =
      "its rows as text, such as numpy.savetxt('data.csv', array, delimiter=',') writes";
  private static final String IMAGE = "a table; a folder of images is of the format 'images'";
  private static final String ZIP = "PK\u0003\u0004";
  private static final List<String> OFFICE = List.of("xl/", "docProps/", "_rels/");
  private static final int LOCAL_HEADER = 30; // of a zip, before the name of its first file

  private static final List<ForeignFile> ALL =
      List.of(
          start("an array of NumPy", ARRAY, "\u0093NUMPY"),
          start("a Parquet file", "format: parquet", "PAR1"),
          start("an Arrow file", WRITTEN, "ARROW1"),
          start("a Feather file", WRITTEN, "FEA1"),
          start("an Avro file", WRITTEN, "Obj\u0001"),
          start("an HDF5 file", WRITTEN, "\u0089HDF"),
          start("a file of MATLAB", WRITTEN, "MATLAB 5.0 MAT-file"),
          start("a file of R", WRITTEN, "RDX"),
          start("a file of R", WRITTEN, "X\n\u0000\u0000\u0000"),
          start("a file of Stata", WRITTEN, "<stata_dta>"),
          start("a file of SPSS", WRITTEN, "$FL2"),
          start("a pickle of Python", WRITTEN, "\u0080\u0002"),
          start("a pickle of Python", WRITTEN, "\u0080\u0003"),
          start("a pickle of Python", WRITTEN, "\u0080\u0004\u0095"),
          start("a pickle of Python", WRITTEN, "\u0080\u0005\u0095"),
          start("a database of SQLite", EXPORTED, "SQLite format 3"),
          new ForeignFile("a database of DuckDB", EXPORTED, 8, "DUCK"),
          start("an Excel workbook (.xls)", SHEET, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1"),
          new ForeignFile("a tar archive", UNPACKED, 257, "ustar"),
          start("a 7z archive", UNPACKED, "7z\u00BC\u00AF'\u001C"),
          start("a RAR archive", UNPACKED, "Rar!\u001A\u0007"),
          start("an xz file", TEXT, "\u00FD7zXZ\u0000"),
          start("a Zstandard file without the ending .zst", TEXT, "(\u00B5/\u00FD"),
          start("an LZ4 file", TEXT, "\u0004\"M\u0018"),
          start("a .Z file", TEXT, "\u001F\u009D"),
          start("a PNG image", IMAGE, "\u0089PNG"),
          start("a JPEG image", IMAGE, "\u00FF\u00D8\u00FF"),
          start("a GIF image", IMAGE, "GIF8"),
          start("a PDF", TEXT, "%PDF"),
          start("a program", TEXT, "\u007FELF"),
          start("a pointer of Git LFS in place of the file", TEXT, "version https://git-lfs"),
          start("a file of SAS", EXPORTED, "HEADER RECORD*******"),
          start("a web page", TEXT, "<!DOCTYPE"),
          start("a web page", TEXT, "<!doctype"),
          start("a web page", TEXT, "<html"),
          start("a web page", TEXT, "<HTML"),
          start("a table of a web page", TEXT, "<table"),
          start("a table of a web page", TEXT, "<TABLE"),
          start("XML", TEXT, "<?xml"));

  private static ForeignFile start(String name, String advice, String bytes) {
    return new ForeignFile(name, advice, 0, bytes);
  }

  /** What a file is that starts so; nothing where that is not known. */
  static Optional<ForeignFile> of(byte[] first) {
    String start = new String(first, StandardCharsets.ISO_8859_1);
    return Stream.of(zip(start), orc(start), listed(start)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<ForeignFile> listed(String start) {
    String text = start.stripLeading(); // as pages may begin with blank lines
    return ALL.stream()
        .filter(file -> start.startsWith(file.bytes, file.offset) || text.startsWith(file.bytes))
        .findFirst();
  }

  /** Three letters may be the start of a name. */
  private static Optional<ForeignFile> orc(String start) {
    return start.startsWith("ORC") && start.length() > 3 && start.charAt(3) < ' '
        ? Optional.of(start("an ORC file", "format: orc", "ORC"))
        : Optional.empty();
  }

  /** A zip archive, or one of the many formats that are such: the first file in it tells. */
  private static Optional<ForeignFile> zip(String start) {
    if (!start.startsWith(ZIP)) {
      return Optional.empty();
    }
    String first = start.substring(Math.min(LOCAL_HEADER, start.length()));
    int length = start.length() < LOCAL_HEADER ? 0 : start.charAt(26) + (start.charAt(27) << 8);
    String name = first.substring(0, Math.min(length, first.length()));
    if (name.endsWith(".npy")) {
      return Optional.of(start("arrays of NumPy (.npz)", ARRAY, ZIP));
    }
    if (name.equals("[Content_Types].xml") || OFFICE.stream().anyMatch(name::startsWith)) {
      return Optional.of(start("a file of Office (such as .xlsx)", SHEET, ZIP));
    }
    if (first.startsWith("mimetypeapplication/vnd.oasis.opendocument")) {
      return Optional.of(start("a file of OpenDocument", SHEET, ZIP));
    }
    return Optional.of(start("a zip archive", UNPACKED, ZIP));
  }
}
