package io.kindling.submit.console;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text whose columns are as wide as they need to be. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int textColumns;

  /**
   * A table with a header.
   *
   * @param textColumns how many columns from the left hold text; the others hold numbers, which
   *     stand to the right
   */
  public TextTable(int textColumns, String... header) {
    this(textColumns, List.of(header));
  }

  /** The same with a header that is put together. */
  public TextTable(int textColumns, List<String> header) {
    this.textColumns = textColumns;
    add(header);
  }

  /** Adds a row, as long as the header. */
  public void add(String... row) {
    add(List.of(row));
  }

  /** The same of a row that is put together. */
  public void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  /** The lines. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /**
   * The lines as a table of Markdown, for pages of documentation.
   *
   * @param codeColumns how many columns from the left are code
   */
  public List<String> markdown(int codeColumns) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      boolean header = lines.isEmpty();
      StringBuilder line = new StringBuilder("|");
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i).replace("|", "\\|");
        boolean code = i < codeColumns && !header && !cell.isEmpty();
        line.append(code ? " `%s` |".formatted(cell) : " %s |".formatted(cell));
      }
      lines.add(line.toString());
      if (header) {
        lines.add("|" + " --- |".repeat(row.size()));
      }
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(i < textColumns ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
