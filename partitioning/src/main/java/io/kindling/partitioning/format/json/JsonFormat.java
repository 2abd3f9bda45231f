package io.kindling.partitioning.format.json;

import io.kindling.partitioning.format.lines.FilePart;
import io.kindling.partitioning.format.lines.LineFormat;
import io.kindling.partitioning.format.lines.RowReader;
import io.kindling.partitioning.format.lines.TextFile;
import java.io.IOException;
import java.util.List;

/**
 * How objects become rows.
 *
 * @param keys that are known
 * @param columns their names, without those of folders
 */
record JsonFormat(JsonKeys keys, List<String> columns) implements LineFormat {
  @Override
  public RowReader rows(TextFile file, FilePart part) throws IOException {
    return new JsonRows(keys, columns, new JsonTokens(file.text(part)));
  }
}
