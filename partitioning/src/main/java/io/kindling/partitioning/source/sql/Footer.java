package io.kindling.partitioning.source.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself: its columns, and where groups of its rows are. Travels, under Kryo
 * too, hence no record.
 */
final class Footer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final String[] types;
  private final long[] places;
  private final long[] firstRows;
  private final long rows;
  private final @Nullable String problem;
  private final @Nullable String twice;

  private Footer(
      String[] names,
      String[] types,
      long[] places,
      long[] firstRows,
      long rows,
      @Nullable String problem,
      @Nullable String twice) {
    this.names = names;
    this.types = types;
    this.places = places;
    this.firstRows = firstRows;
    this.rows = rows;
    this.problem = problem;
    this.twice = twice;
  }

  /** Of a file whose footer cannot be read. */
  static Footer bad(String problem) {
    return new Footer(new String[0], new String[0], new long[0], new long[0], 0, problem, null);
  }

  /** What was found in the place of a footer; null where there is one. */
  @Nullable String problem() {
    return problem;
  }

  /** A name that several columns have; null where there is none. */
  @Nullable String twice() {
    return twice;
  }

  /** The types of the columns by their names, in their order. */
  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i], types[i]);
    }
    return columns;
  }

  /** The number of rows. */
  long rows() {
    return rows;
  }

  /** The number of the first row that is read of a split which starts at a byte. */
  long firstRow(long start) {
    int group = Arrays.binarySearch(places, start);
    int next = group >= 0 ? group : -group - 1;
    return next < firstRows.length ? firstRows[next] : rows;
  }

  /** Collects a footer. */
  static final class Builder {
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final List<Long> places = new ArrayList<>();
    private final List<Long> firstRows = new ArrayList<>();
    private long rows;
    private @Nullable String twice;

    void column(String name, String type) {
      twice = columns.put(name, type) == null ? twice : name;
    }

    /**
     * A group of rows, behind those before.
     *
     * @param place the byte that must be in a split for the group to be read with it
     */
    void group(long place, long count) {
      places.add(place);
      firstRows.add(rows);
      rows += count;
    }

    Footer build() {
      return new Footer(
          columns.keySet().toArray(String[]::new),
          columns.values().toArray(String[]::new),
          places.stream().mapToLong(Long::longValue).toArray(),
          firstRows.stream().mapToLong(Long::longValue).toArray(),
          rows,
          null,
          twice);
    }
  }
}
