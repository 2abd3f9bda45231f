package io.kindling.submit.draft;

import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows that lie beside those to train on, and whether these can validate. */
public final class HeldOutRows {
  private static final Set<String> NAMED = Set.of("csv", "json", "parquet", "orc");

  private HeldOutRows() {}

  /**
   * Leaves rows without labels out, which are to be predicted for, and has the others weighted as
   * those to train on.
   *
   * @param rows what a config file says of the rows to train on
   * @param heldOut the same of the others; empty where they are left out
   * @return what was found, in a line
   */
  public static String check(
      JavaSparkContext context,
      DataLook look,
      Map<String, Setting> rows,
      Map<String, Setting> heldOut) {
    String both = name(rows) + " to train on, %s to validate on";
    String other = name(heldOut);
    Setting weight = rows.get("weight");
    Setting format = heldOut.get("format");
    if (format == null || !NAMED.contains(format.text())) {
      if (weight != null) {
        heldOut.put("weight", weight);
      }
      return both.formatted(other);
    }
    RawTable table =
        SourceFormats.read(Setting.mapping("DATA", heldOut), Setting::text)
            .open(context, CellRules.LENIENT);
    List<String> columns = table.columns().stream().map(RawColumn::name).toList();
    String lacking = lacking(table, columns, look.labels());
    if (!lacking.isEmpty()) {
      heldOut.clear();
      return "%s to train on; %s has %s, so it is left out, and for 'kindling predict'"
          .formatted(name(rows), other, lacking);
    }
    if (weight == null) {
      return both.formatted(other);
    }
    if (columns.contains(weight.text())) {
      heldOut.put("weight", weight);
      return both.formatted(other);
    }
    return both.formatted(other)
        + ", which has no column '%s', so that its rows count alike"
            .formatted(Names.shortened(weight.text()));
  }

  /** What rows have in the place of labels; empty where they have such. */
  private static String lacking(RawTable table, List<String> columns, List<String> labels) {
    for (String label : labels) {
      if (!columns.contains(label)) {
        return "no column '%s'".formatted(Names.shortened(label));
      }
    }
    TableScan scan = TableScan.of(table, Blocks.of(table.blocks()), Set.of());
    for (String label : labels) {
      int place = columns.indexOf(label);
      boolean read = table.columns().get(place).unfit().isEmpty();
      if (read && scan.column(place).missing() == scan.rows()) {
        return "no value in column '%s'".formatted(Names.shortened(label));
      }
    }
    return "";
  }

  private static String name(Map<String, Setting> settings) {
    Setting path = settings.containsKey("path") ? settings.get("path") : settings.get("features");
    return path == null ? "DATA" : UserPath.of(path.text()).getName();
  }
}
