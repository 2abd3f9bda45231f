package io.kindling.submit.draft;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.reading.SeenKind;
import io.kindling.partitioning.reading.WrittenNumbers;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.PlacedText;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.column.DateGuess;
import io.kindling.predictor.column.DatePart;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column of single values is declared as.
 *
 * @param name in the header
 * @param kind in the config file
 * @param why what stands in it
 * @param inputs how many inputs of the network it fills
 * @param gaps whether numbers are missing
 */
record DraftColumn(String name, String kind, String why, int inputs, boolean gaps) {
  private static final int FEWEST_VALUES = 5;
  private static final String IGNORE = "ignore";
  private static final List<DatePart> PARTS =
      List.of(DatePart.YEAR, DatePart.MONTH, DatePart.DAY, DatePart.DAY_OF_WEEK, DatePart.HOUR);
  private static final List<DatePart> PARTS_OF_TIMES = List.of(DatePart.HOUR, DatePart.MINUTE);

  static DraftColumn of(RawColumn column, ColumnSummary found, long rows, RawTable table) {
    String name = column.name();
    if (!column.unfit().isEmpty()) {
      return ignored(name, column.unfit());
    }
    String values = ColumnFinding.values(found);
    PlacedText stray = found.firstStray();
    if (stray != null) {
      return ignored(
          name,
          "'%s' among numbers at %s; %s"
              .formatted(
                  Names.shortened(stray.text()), stray.row().in(table), remedy(stray.text())));
    }
    if (found.present() < FEWEST_VALUES
        && 2 * found.present() < rows) { // rows to train on need some
      String few = "a value in %s of %s rows".formatted(found.present(), Names.count(rows));
      return ignored(name, found.present() == 0 ? "no value in any row" : few);
    }
    if (WrittenNumbers.arePlain(found.texts())) {
      String why = values + ", numbers that are stored as texts";
      return new DraftColumn(name, "numeric", why, 1, found.missing() > 0);
    }
    SeenKind seen = SeenKind.of(column.type(), found);
    Optional<ColumnFinding.Oddity> oddity = ColumnFinding.oddity(name, found, rows);
    boolean dates = seen == SeenKind.DATES && SeenKind.dates(found).size() > 1;
    if (oddity.isPresent() && !dates) { // each date may well be another
      return ignored(name, values + ", " + oddity.get().words());
    }
    String missing =
        found.missing() == 0 ? "" : ", %s missing".formatted(Names.count(found.missing()));
    String why = values + missing;
    boolean gaps = found.missing() > 0;
    return switch (seen) {
      case NUMBERS -> new DraftColumn(name, "numeric", why, 1, gaps);
      case TRUTHS -> new DraftColumn(name, "bool", why, 1, gaps);
      case CATEGORIES -> new DraftColumn(name, "one_hot", why, found.texts().size(), false);
      case DATES -> dates(name, found, why);
      case MANY_TEXTS ->
          ignored(name, values + "; {hash: {buckets: 1000}} with an embedding takes so many");
    };
  }

  /** What can be declared for a column of numbers with a text among them. */
  private static String remedy(String stray) {
    boolean number = NumberText.isInfinite(stray) || !Double.isNaN(NumberText.parse(stray));
    return number
        ? "numeric takes the others where data.missing_values names it, and data.missing: mean"
        : "one_hot takes texts, data.missing_values names those for nothing";
  }

  /** By those parts that are not the same in all of them. */
  private static DraftColumn dates(String name, ColumnSummary found, String why) {
    List<String> texts = SeenKind.dates(found);
    DateGuess guess = DateGuess.of(texts).orElseThrow();
    if (!guess.isSure()) {
      return ignored(
          name,
          "%s; a date of which format, '%s' or '%s', says which is the month"
              .formatted(why, guess.formats().get(0), guess.formats().get(1)));
    }
    DateFormat format = DateFormat.of(guess.formats().get(0));
    List<LocalDateTime> times = texts.stream().map(format::read).toList();
    String parts =
        (guess.areTimes() ? PARTS_OF_TIMES : PARTS)
            .stream()
                .filter(part -> times.stream().mapToInt(part::of).distinct().count() > 1)
                .map(DatePart::configName)
                .collect(Collectors.joining(", "));
    String kind = guess.declaration(parts);
    return parts.isEmpty()
        ? ignored(name, why + ", which differ in no part that is of use")
        : new DraftColumn(
            name,
            kind,
            why,
            parts.split(",", -1).length,
            found.missing() > 0 || texts.size() < found.texts().size());
  }

  private static DraftColumn ignored(String name, String why) {
    return new DraftColumn(name, IGNORE, why, 0, false);
  }

  boolean isNumeric() {
    return isFeature() && !kind.equals("one_hot");
  }

  boolean isFeature() {
    return !kind.equals(IGNORE);
  }
}
