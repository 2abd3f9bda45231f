package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.table.NumberText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a column of features was found to be.
 *
 * @param name in the header
 * @param kind by its name in a config file
 * @param values the range of its numbers, or some of its texts
 * @param missing how many rows have no value
 * @param oddity what is odd about it
 */
public record ColumnFinding(
    String name, String kind, String values, long missing, Optional<Oddity> oddity) {
  private static final int MOST_TEXTS = 4;
  private static final int FEWEST_ROWS = 3;
  private static final double LONGEST_WHOLE = 1e15;

  /** As in id, ID, customer_id, Customer ID and customerId; not as in paid, bid and humid. */
  private static final Pattern ID =
      Pattern.compile("^[iI][dD]$|[^\\p{L}][iI][dD]$|[\\p{Ll}\\d](?:Id|ID)$");

  /** What may be odd about a column that can be trained on all the same. */
  public enum Oddity {
    /** Each number is one more than that of the row before. */
    NUMBERS_THE_ROWS("numbers the rows"),
    /** There is one value. */
    CONSTANT("the same in every row"),
    /**
     * There is one value, which others may have become: it is beyond those that doubles tell apart.
     */
    CONSTANT_AS_DOUBLES("the same in every row as doubles, which keep fewer digits"),
    /** There are as many texts as rows. */
    UNIQUE("another in every row"),
    /** By its name and its whole numbers, it tells things apart. */
    IDENTIFIES("an id by its name"),
    /** Its texts are numbers with thousands, a per cent sign and the like. */
    WRITTEN_NUMBERS("numbers that are written as texts");

    private final String words;

    Oddity(String words) {
      this.words = words;
    }

    /** In a few words. */
    public String words() {
      return words;
    }
  }

  /**
   * What was found in a column.
   *
   * @param rows of the table
   */
  public static ColumnFinding of(Column column, ColumnSummary found, long rows) {
    ColumnKind kind = column.kind();
    return new ColumnFinding(
        column.name(),
        ColumnKind.CATALOGUE.nameOf(kind),
        kind instanceof OneHot ? texts(column.categories()) : values(found),
        found.missing(),
        kind instanceof Date ? Optional.empty() : oddity(column.name(), found, rows));
  }

  /** What is odd about what stands in a column, if anything is. */
  public static Optional<Oddity> oddity(String name, ColumnSummary found, long rows) {
    if (WrittenNumbers.are(found.texts())) {
      return Optional.of(Oddity.WRITTEN_NUMBERS);
    }
    if (rows < FEWEST_ROWS) {
      return Optional.empty();
    }
    if (found.countsUp()) {
      return Optional.of(Oddity.NUMBERS_THE_ROWS);
    }
    boolean one = found.max() == found.min() || Bool.distinct(found.texts()).size() == 1;
    if (found.missing() == 0 && one) {
      boolean sure = found.texts().size() > 0 || Math.abs(found.max()) < NumberText.EXACT;
      return Optional.of(sure ? Oddity.CONSTANT : Oddity.CONSTANT_AS_DOUBLES);
    }
    if (found.texts().size() == rows) {
      return Optional.of(Oddity.UNIQUE);
    }
    return identifies(name, found, rows) ? Optional.of(Oddity.IDENTIFIES) : Optional.empty();
  }

  /**
   * Whether a column is called an id and has room for as many whole numbers as there are rows: few
   * numbers may be those of categories, which tell something.
   */
  private static boolean identifies(String name, ColumnSummary found, long rows) {
    return found.texts().isEmpty()
        && ID.matcher(name).find()
        && found.min() == Math.rint(found.min())
        && found.max() == Math.rint(found.max())
        && found.max() - found.min() + 1 >= rows;
  }

  /** The range of a column's numbers, or some of its texts, in a few words. */
  public static String values(ColumnSummary found) {
    if (!found.texts().isEmpty()) {
      return texts(List.copyOf(Bool.distinct(found.texts())));
    }
    return found.min() <= found.max() ? number(found.min()) + " … " + number(found.max()) : "none";
  }

  private static String texts(List<String> texts) {
    List<String> shown =
        texts.stream().limit(MOST_TEXTS).map(text -> Names.shortened(text)).toList();
    String more = texts.size() > MOST_TEXTS ? " …" : "";
    String count =
        texts.size() > ColumnSummary.MOST_DISTINCT
            ? "more than " + Names.count(ColumnSummary.MOST_DISTINCT)
            : Names.count(texts.size());
    return "%s: %s%s".formatted(count, String.join(", ", shown), more);
  }

  private static String number(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < LONGEST_WHOLE;
    return whole ? Long.toString((long) number) : Float.toString((float) number);
  }
}
