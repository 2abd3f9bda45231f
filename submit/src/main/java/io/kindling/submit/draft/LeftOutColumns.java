package io.kindling.submit.draft;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A source without the columns that turned out to be none in some row: sources look at the first
 * rows only, before they read the others.
 */
final class LeftOutColumns implements RowSource {
  /** Where, and what was found. */
  private static final Pattern SENTENCE =
      Pattern.compile("(.*?): found (.*?), expected .*", Pattern.DOTALL);

  private final RowSource source;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** All columns, so far. */
  LeftOutColumns(RowSource source) {
    this.source = source;
  }

  /**
   * Leaves out the column without which a row could be read.
   *
   * @return whether there is one, that was not left out yet
   */
  boolean leaveOut(InvalidInputException error) {
    return error
        .column()
        .filter(column -> reasons.putIfAbsent(column, reason(error)) == null)
        .isPresent();
  }

  private static String reason(InvalidInputException error) {
    Matcher sentence = SENTENCE.matcher(String.valueOf(error.getMessage()));
    return sentence.matches()
        ? "%s at %s".formatted(sentence.group(2), sentence.group(1))
        : String.valueOf(error.getMessage());
  }

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    RawTable table = source.open(context, rules.without(reasons.keySet()));
    return new RawTable(
        table.name(),
        table.columns().stream().map(this::seen).toList(),
        table.blocks(),
        table.places(),
        table.notes(),
        table.again(),
        table.head());
  }

  private RawColumn seen(RawColumn column) {
    String reason = reasons.get(column.name());
    return reason == null ? column : RawColumn.unfit(column.name(), reason);
  }
}
