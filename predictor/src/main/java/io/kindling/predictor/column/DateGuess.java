package io.kindling.predictor.column;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees in which format dates are written that people and programs write: days and months in either
 * order, with or without a time of day, and times of day alone.
 *
 * @param formats by which all of them can be read: one, or two where the order of days and months
 *     does not show
 */
public record DateGuess(List<String> formats) {
  private static final int LONGEST = 40;
  private static final Pattern LIKELY = Pattern.compile("[^0-9]*[0-9]+[^0-9]+[0-9].*");
  private static final List<String> TIMES =
      List.of("H:mm", "H:mm:ss", "H:mm:ss.SSS", "h:mm a", "h:mm:ss a", "h:mma");
  private static final List<String> DAYS =
      List.of(
          "d/M/yyyy",
          "M/d/yyyy",
          "d.M.yyyy",
          "d-M-yyyy",
          "M-d-yyyy",
          "yyyy-M-d",
          "yyyy/M/d",
          "yyyy.M.d",
          "d/M/yy",
          "M/d/yy",
          "d.M.yy",
          "d-M-yy",
          "M-d-yy",
          "d MMM yyyy",
          "d-MMM-yyyy",
          "d-MMM-yy",
          "d MMMM yyyy",
          "MMM d, yyyy",
          "MMMM d, yyyy",
          "MMM d yyyy",
          "EEE, d MMM yyyy");

  /** Copies. */
  public DateGuess {
    formats = List.copyOf(formats);
  }

  /** The formats of some texts; nothing where they are no dates. */
  public static Optional<DateGuess> of(Collection<String> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    String first = texts.iterator().next();
    if (areAll(texts, Date.ISO)) {
      return Optional.of(new DateGuess(List.of(Date.ISO)));
    }
    if (first.length() > LONGEST || !LIKELY.matcher(first).matches()) {
      return Optional.empty();
    }
    List<String> fitting =
        Stream.concat(DAYS.stream().map(DateGuess::withTimes), Stream.of(TIMES))
            .flatMap(alike -> alike.stream().filter(format -> areAll(texts, format)).limit(1))
            .limit(2)
            .toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(new DateGuess(fitting));
  }

  /** A format of days, alone and with each of a time behind it. */
  private static List<String> withTimes(String day) {
    return Stream.concat(Stream.of(day), TIMES.stream().map(time -> day + " " + time)).toList();
  }

  private static boolean areAll(Collection<String> texts, String format) {
    DateFormat dates = DateFormat.of(format);
    return texts.stream().allMatch(text -> dates.read(text) != null);
  }

  /** Whether they are as ISO 8601 has them, which need no format. */
  public boolean isIso() {
    return formats.get(0).equals(Date.ISO);
  }

  /** Whether they are times of day alone. */
  public boolean areTimes() {
    return !DateFormat.of(formats.get(0)).hasDay();
  }

  /** Whether only one format fits. */
  public boolean isSure() {
    return formats.size() == 1;
  }

  /** The declaration of a column of such dates, with these parts. */
  public String declaration(String parts) {
    return isIso()
        ? "{date: {parts: [%s]}}".formatted(parts)
        : "{date: {parts: [%s], format: '%s'}}".formatted(parts, formats.get(0));
  }
}
