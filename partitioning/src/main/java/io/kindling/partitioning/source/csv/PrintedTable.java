package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.table.Blanks;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as programs print it for people, with rulers such as {@code |---|---|}, {@code ----+----}
 * or {@code ==== ====} at its top or below its header: Markdown, shells of databases, Spark's
 * {@code show}. Read as CSV, the rulers would be rows.
 */
final class PrintedTable {
  private static final int LINES = 4; // among which one of the rulers is
  private static final String DASHES = ":?(?:-{3,}|={3,}):?";
  private static final Pattern RULER =
      Pattern.compile("[|+]?\\s*%1$s(?:\\s*[|+,;\\s]\\s*%1$s)*\\s*[|+]?".formatted(DASHES));

  private PrintedTable() {}

  /**
   * Checks that a text is none.
   *
   * @param place what errors call the file
   */
  static void check(String place, String head) {
    List<String> lines = head.lines().limit(LINES).map(Blanks::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (RULER.matcher(lines.get(i)).matches()) {
        throw InvalidInputException.at(
            place + ":" + (i + 1),
            "'%s', a ruler of a table that was printed".formatted(Names.shortened(lines.get(i))),
            "the table saved as CSV, as psql --csv, mysql --batch and to_csv of pandas do, or rulers"
                + " taken out");
      }
    }
  }
}
