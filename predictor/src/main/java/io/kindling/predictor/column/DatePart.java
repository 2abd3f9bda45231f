package io.kindling.predictor.column;

import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** What of a date becomes a number. */
public enum DatePart {
  /** The year. */
  YEAR,
  /** From 1. */
  MONTH,
  /** Of the month, from 1. */
  DAY,
  /** From 1. */
  DAY_OF_YEAR,
  /** Of ISO 8601, from 1: that of the year's first Thursday. */
  WEEK,
  /** From 1 for Monday to 7 for Sunday. */
  DAY_OF_WEEK,
  /** From 0; 0 where there is no time of day. */
  HOUR,
  /** From 0, likewise. */
  MINUTE,
  /** From 0, likewise. */
  SECOND;

  /** The name in a config file. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is one of the day, not of the time of day. */
  public boolean isOfDay() {
    return compareTo(HOUR) < 0;
  }

  /** This part of a date. */
  public int of(LocalDateTime time) {
    return switch (this) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case DAY_OF_YEAR -> time.getDayOfYear();
      case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
      case HOUR -> time.getHour();
      case MINUTE -> time.getMinute();
      case SECOND -> time.getSecond();
    };
  }
}
