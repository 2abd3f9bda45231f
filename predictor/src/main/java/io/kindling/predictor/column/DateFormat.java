package io.kindling.predictor.column;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts as dates. Those of ISO 8601 are {@code 2025-03-01}, {@code 2025/03/01}, and these
 * with a time behind {@code T} or a blank: {@code 10:15}, {@code 10:15:30}, {@code 10:15:30.5},
 * with or without an offset such as {@code Z} or {@code +01:00}. The time is the one that is
 * written, in whatever zone. Days before months are told from months before days by a pattern only,
 * and times without a date are read by one, such as {@code H:mm}.
 */
public final class DateFormat {
  private static final LocalDateTime SAMPLE = LocalDateTime.of(2021, 11, 23, 17, 45, 56);
  private static final int DATE_LENGTH = 10;
  private static final DateFormat ISO =
      new DateFormat(
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .optionalStart()
              .appendLiteral('T')
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .optionalStart()
              .appendOffset("+HH:MM", "Z")
              .optionalEnd()
              .optionalStart()
              .appendOffset("+HHmm", "Z")
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT),
          true,
          true,
          false);

  private final DateTimeFormatter formatter;
  private final boolean iso;
  private final boolean hasDay;
  private final boolean lacksHour;

  private DateFormat(DateTimeFormatter formatter, boolean iso, boolean hasDay, boolean lacksHour) {
    this.formatter = formatter;
    this.iso = iso;
    this.hasDay = hasDay;
    this.lacksHour = lacksHour;
  }

  /**
   * A format.
   *
   * @param format {@link Date#ISO} or a pattern, with English names of months and days
   * @throws IllegalArgumentException when it is neither, or neither a date nor a time of day can be
   *     read by it
   */
  public static DateFormat of(String format) {
    if (format.equals(Date.ISO)) {
      return ISO;
    }
    DateTimeFormatter formatter;
    TemporalAccessor sample;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(format)
              .parseDefaulting(ChronoField.ERA, 1) // which years by yyyy want
              .toFormatter(Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT);
      sample = formatter.parse(formatter.format(SAMPLE.atZone(ZoneOffset.UTC)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "Date format must be 'iso' or a pattern such as 'dd/MM/yyyy', got '%s'".formatted(format),
          e);
    }
    boolean hasDay = SAMPLE.toLocalDate().equals(sample.query(TemporalQueries.localDate()));
    boolean hasTime = sample.query(TemporalQueries.localTime()) != null;
    if (!hasDay && (!hasTime || hasFields(sample, true))) {
      throw new IllegalArgumentException(
          "Date format must have year, month and day, or else the hour of the day, got '%s'"
              .formatted(format));
    }
    return new DateFormat(formatter, false, hasDay, !hasTime && hasFields(sample, false));
  }

  private static boolean hasFields(TemporalAccessor time, boolean ofDay) {
    return Arrays.stream(ChronoField.values())
        .filter(field -> ofDay ? field.isDateBased() : field.isTimeBased())
        .anyMatch(field -> field != ChronoField.ERA && time.isSupported(field));
  }

  /** Whether texts have a date: otherwise they have a time of day alone. */
  public boolean hasDay() {
    return hasDay;
  }

  /** Whether texts have a time that does not say which hour of the day it is. */
  boolean lacksHour() {
    return lacksHour;
  }

  /**
   * The date in a text, at midnight where it has no time, of whatever day where it has no date;
   * null for a text that is none.
   */
  public @Nullable LocalDateTime read(String text) {
    try {
      TemporalAccessor parsed = formatter.parse(iso ? plain(text) : text);
      LocalDate date = hasDay ? parsed.query(TemporalQueries.localDate()) : LocalDate.EPOCH;
      LocalTime time = parsed.query(TemporalQueries.localTime());
      return date == null ? null : date.atTime(time == null ? LocalTime.MIDNIGHT : time);
    } catch (DateTimeException e) {
      return null; // no date: the caller knows the place
    }
  }

  private static String plain(String text) {
    if (text.length() < DATE_LENGTH) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text);
    if (text.charAt(4) == '/' && text.charAt(7) == '/') {
      plain.setCharAt(4, '-');
      plain.setCharAt(7, '-');
    }
    if (text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ') {
      plain.setCharAt(DATE_LENGTH, 'T');
    }
    return plain.toString();
  }
}
