package io.kindling.partitioning.source.lines;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The first whole lines of a file, as they are looked at before rows are read. */
public final class FileHead {
  private static final int USUAL = 1 << 20;
  private static final int MOST = 1 << 26;

  private FileHead() {}

  /**
   * About 1 MiB of characters that end with a line, or more if the first two lines are longer: what
   * columns hold is not seen in a header.
   *
   * @param encoding that is declared
   * @param isSetting whether it may be
   * @throws InvalidInputException when the file cannot be read, or is no text
   */
  public static String of(
      Configuration configuration, Path path, Optional<String> encoding, boolean isSetting) {
    String place = UserPath.shown(path);
    char[] text = new char[USUAL];
    int length = 0;
    try (TextFile file = TextFile.open(configuration, path, encoding, isSetting);
        Reader reader = file.text()) {
      while (true) {
        int count = reader.read(text, length, text.length - length);
        if (count < 0) {
          return new String(text, 0, length);
        }
        length += count;
        if (text.length - length < 2) { // a character may be two
          int end = lastLineEnd(text, length);
          if (end > firstLineEnd(text, length) || length >= MOST) {
            return new String(text, 0, end > 0 ? end : length);
          }
          text = Arrays.copyOf(text, 2 * text.length);
        }
      }
    } catch (MalformedTextException e) {
      throw InvalidInputException.at(
          place + ":" + (lines(text, length) + 1), e.found(), e.expected(isSetting));
    } catch (UnreadableRowException e) {
      String where =
          e.row().position() == BadRow.WHOLE_UNIT ? place : place + ":" + (e.row().position() + 1);
      throw InvalidInputException.at(where, e.row().found(), e.row().expected());
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(place, e);
    }
  }

  private static int firstLineEnd(char[] text, int length) {
    int end = 0;
    while (end < length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    return end + (end + 1 < length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
  }

  private static int lastLineEnd(char[] text, int length) {
    for (int i = length - 1; i > 0; i--) {
      if (text[i - 1] == '\n' || (text[i - 1] == '\r' && text[i] != '\n')) {
        return i;
      }
    }
    return 0;
  }

  private static long lines(char[] text, int length) throws InvalidInputException {
    try (Reader reader = new StringReader(new String(text, 0, length))) {
      return LineBreaks.countReadable(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e); // a text in memory
    }
  }
}
