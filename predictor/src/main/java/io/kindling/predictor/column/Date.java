package io.kindling.predictor.column;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Dates, with or without a time of day, or times of day alone: an input for each part, filled and
 * scaled as numbers are. They are kept as columns such as {@code when.year}, of one part each.
 *
 * @param parts in their order
 * @param format {@link #ISO}, or a pattern of {@link java.time.format.DateTimeFormatter}
 */
@Formula("part_0(x), …, part_{k−1}(x)")
public record Date(
    @Default("[year, month, day_of_week, hour]") List<DatePart> parts,
    @Default(Date.ISO) String format)
    implements ColumnKind {
  /** The format of dates as {@link DateFormat} describes it. */
  public static final String ISO = "iso";

  /** The most distinct dates with which an undeclared column is one of categories. */
  public static final int MOST_UNDECLARED = 50;

  /** Copies and checks. */
  public Date {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || new HashSet<>(parts).size() < parts.size()) {
      throw new IllegalArgumentException(
          "Date parts must be at least one, each once, got "
              + parts.stream().map(DatePart::configName).toList());
    }
    DateFormat written = DateFormat.of(format);
    for (DatePart part : parts) {
      if (part.isOfDay() ? !written.hasDay() : written.lacksHour()) {
        String needed = part.isOfDay() ? "year, month and day" : "the hour as 'H', or 'h' and 'a'";
        throw new IllegalArgumentException(
            "Date part %s needs a format with %s, got '%s'"
                .formatted(part.configName(), needed, format));
      }
    }
  }

  /** A part of these dates. */
  Date of(DatePart part) {
    return new Date(List.of(part), format);
  }

  /** These parts, then those of the other, of the same dates. */
  public Date and(Date other) {
    List<DatePart> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new Date(all, format);
  }
}
