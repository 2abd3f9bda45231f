package io.kindling.predictor.row;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.table.NumberSigns;
import io.kindling.predictor.table.NumberText;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a value, in the words of an error line.
 *
 * @param found what stands there
 * @param expected what should
 */
public record ValueFault(String found, String expected) {
  /** What to do about a usual text where others are given. */
  public static final String GIVEN =
      "missing_values stands in place of the usual texts, and has to name this one, too";

  private static final String PLAIN =
      "a number as in -1234.5; csv has settings for decimal and thousands, other texts have to be"
          + " rewritten before";
  private static final String MEAN_FILLS = "; data.missing: mean fills those missing";

  /** A text in the place of a number. */
  public static ValueFault noNumber(String column, String text) {
    boolean large = !Double.isNaN(NumberText.parse(text));
    String number = NumberText.isInfinite(text) ? "a finite number" : "a number";
    return new ValueFault(quoted(text) + in(column), large ? NumberText.RANGE : number);
  }

  /**
   * A text in the place of a number.
   *
   * @param signs by which numbers are read; null where they are not known
   */
  public static ValueFault noNumber(String column, String text, @Nullable NumberSigns signs) {
    ValueFault fault = noNumber(column, text);
    if (signs == null) {
      return isWritten(text) ? new ValueFault(fault.found, PLAIN) : fault;
    }
    char other = signs.decimal() == ',' ? '.' : ',';
    char groups = signs.decimal() == ',' ? ',' : '.';
    boolean otherwise =
        Double.isNaN(signs.parse(text))
            && !Double.isNaN(new NumberSigns(other, groups, true).parse(text));
    return otherwise
        ? new ValueFault(
            fault.found,
            "a number whose decimal sign is '%s', as seen before; decimal: '%s' of csv says otherwise"
                .formatted(signs.decimal(), other))
        : fault;
  }

  /** Whether a text is a number to a person. */
  private static boolean isWritten(String text) {
    return Double.isNaN(NumberText.parse(text))
        && Stream.of(new NumberSigns('.', ',', true), new NumberSigns(',', '.', true))
            .anyMatch(signs -> !Double.isNaN(signs.parse(text)));
  }

  /** No number where none may be missing. */
  public static ValueFault missingNumber(String column) {
    return missing(column, "a number");
  }

  /** No text where none may be missing: one that stands for a truth or a date. */
  public static ValueFault missingText(String column, ColumnKind kind) {
    return missing(column, kind instanceof Bool ? "true or false" : "a date");
  }

  private static ValueFault missing(String column, String expected) {
    return new ValueFault("no value" + in(column), expected + MEAN_FILLS);
  }

  /** A text that is neither true nor false. */
  public static ValueFault noTruth(String column, String text) {
    return new ValueFault(quoted(text) + in(column), "true or false");
  }

  /** A text that is no date. */
  public static ValueFault noDate(String column, String text, String format) {
    String expected =
        format.equals(Date.ISO)
            ? "a date such as 2025-03-01 or 2025-03-01T10:15:30; others by {date: {format: …}}"
            : "a %s as in '%s'"
                .formatted(DateFormat.of(format).hasDay() ? "date" : "time of day", format);
    return new ValueFault(quoted(text) + in(column), expected);
  }

  /** A number of a vector that is not finite, or is too large. */
  public static ValueFault odd(double number, int place) {
    return new ValueFault(
        "%s as feature %s".formatted(number, place),
        Double.isFinite(number) ? NumberText.RANGE : "a finite number");
  }

  /** The same, of a text that usually stands for nothing, where others are given that do. */
  public ValueFault ofGivenTexts() {
    return new ValueFault(found, expected + "; " + GIVEN);
  }

  /** The same, of a column that is not the only one. */
  public ValueFault inColumn(String column) {
    return new ValueFault(found + in(column), expected);
  }

  private static String in(String column) {
    return " in column '" + Names.shortened(column) + "'";
  }

  private static String quoted(String text) {
    return "'" + Names.shortened(text) + "'";
  }
}
