package io.kindling.partitioning.source.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no text are named for what they are. */
class ForeignFileTest {
  @ParameterizedTest
  @CsvSource({
    "data.csv, a zip archive",
    "array_0.npy, arrays of NumPy (.npz)",
    "[Content_Types].xml, a file of Office (such as .xlsx)",
    "docProps/app.xml, a file of Office (such as .xlsx)",
    "xl/workbook.xml, a file of Office (such as .xlsx)"
  })
  void aZipIsNamedByTheFirstFileInIt(String first, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(first));
      out.write(1);
      out.putNextEntry(new ZipEntry("other.npy"));
    }
    assertEquals(name, nameOf(bytes.toByteArray()));
  }

  @Test
  void aTarIsNamedByWhatStandsBehindItsFirstName() {
    byte[] tar = new byte[512];
    tar[0] = 'a';
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertEquals("a tar archive", nameOf(tar));
  }

  @ParameterizedTest
  @CsvSource({
    "7A BC AF 27, ''",
    "93 4E 55 4D 50 59 01, an array of NumPy",
    "37 7A BC AF 27 1C 00, a 7z archive",
    "52 61 72 21 1A 07 01, a RAR archive",
    "FD 37 7A 58 5A 00, an xz file",
    "28 B5 2F FD 04, a Zstandard file without the ending .zst",
    "D0 CF 11 E0 A1 B1 1A E1, an Excel workbook (.xls)",
    "80 04 95 10, a pickle of Python",
    "0A 20 3C 21 64 6F 63 74 79 70 65, a web page",
    "3C 74 61 62 6C 65 20, a table of a web page",
    "89 50 4E 47 0D, a PNG image",
    "4F 52 43 01, an ORC file",
    "4F 52 43 49 44, ''",
    "50 4B 03 04, a zip archive",
    "50, ''"
  })
  void othersAreNamedByTheirFirstBytes(String hexadecimal, String name) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hexadecimal);
    assertEquals(name, nameOf(bytes));
  }

  private static String nameOf(byte[] bytes) {
    return ForeignFile.of(bytes).map(ForeignFile::name).orElse("");
  }
}
