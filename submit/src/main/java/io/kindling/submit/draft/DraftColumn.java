package io.kindling.submit.draft;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.column.Bool;
import io.kindling.partitioning.column.OneHot;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.table.CellType;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.RawColumn;
import java.util.Optional;

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
  private static final String IGNORE = "ignore";

  static DraftColumn of(RawColumn column, ColumnSummary found, long rows) {
    String name = column.name();
    String values = ColumnFinding.values(found);
    Optional<ColumnFinding.Oddity> oddity = ColumnFinding.oddity(found, rows);
    String stray = found.stray();
    if (stray != null) {
      return ignored(
          name,
          "'%s' among numbers; one_hot takes texts, data.missing_values names texts for nothing"
              .formatted(Names.shortened(stray)));
    }
    if (found.present() == 0) {
      return ignored(name, "no value in any row");
    }
    if (oddity.isPresent()) {
      return ignored(name, values + ", " + oddity.get().words());
    }
    String missing =
        found.missing() == 0 ? "" : ", %s missing".formatted(Names.count(found.missing()));
    boolean gaps = found.missing() > 0;
    if (column.type() == CellType.NUMBER) {
      return new DraftColumn(name, "numeric", values + missing, 1, gaps);
    }
    if (Bool.areTruths(found.texts())) {
      return new DraftColumn(name, "bool", values + missing, 1, gaps);
    }
    int texts = found.texts().size();
    return texts > OneHot.MOST_UNDECLARED
        ? ignored(name, values + "; {hash: {buckets: 1000}} with an embedding takes so many")
        : new DraftColumn(name, "one_hot", values + missing, texts, false);
  }

  private static DraftColumn ignored(String name, String why) {
    return new DraftColumn(name, IGNORE, why, 0, false);
  }

  boolean isNumeric() {
    return kind.equals("numeric") || kind.equals("bool");
  }

  boolean isFeature() {
    return !kind.equals(IGNORE);
  }
}
