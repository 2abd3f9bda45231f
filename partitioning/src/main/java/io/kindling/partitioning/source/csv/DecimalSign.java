package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.NumberText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decimal sign of a table.
 *
 * @param sign itself, where nothing speaks for another; else null
 * @param isSeen whether it is said, or stands in a number
 */
record DecimalSign(@Nullable Character sign, boolean isSeen) {
  /** That of columns, by what stands in their first lines. */
  static DecimalSign of(CsvDialect dialect, CsvHead head, List<HeadColumn> columns) {
    boolean said = dialect.decimal().isPresent() || dialect.thousands().isPresent();
    if (said || head.signs().decimal() != '.') {
      return new DecimalSign(head.signs().decimal(), true);
    }
    boolean points =
        columns.stream()
            .flatMap(column -> column.values().stream())
            .anyMatch(value -> value.indexOf('.') >= 0 && !Double.isNaN(NumberText.parse(value)));
    // Between columns, a comma is hardly a decimal sign, too.
    return new DecimalSign(points || head.syntax().delimiter() == ',' ? '.' : null, points);
  }
}
