package io.kindling.partitioning.source.json;

import io.kindling.partitioning.source.lines.FilePart;
import io.kindling.partitioning.source.lines.LineFormat;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.partitioning.source.lines.TextFile;
import io.kindling.predictor.table.CellRules;
import java.io.IOException;
import java.util.List;

/**
 * How objects become rows.
 *
 * @param keys that are known
 * @param columns their names, without those of folders
 * @param rules that tell which keys are not read, of those that are not known, too
 */
record JsonFormat(JsonKeys keys, List<String> columns, CellRules rules) implements LineFormat {
  @Override
  public RowReader rows(TextFile file, FilePart part) throws IOException {
    return new JsonRows(keys, columns, rules, new JsonTokens(file.text(part)));
  }
}
