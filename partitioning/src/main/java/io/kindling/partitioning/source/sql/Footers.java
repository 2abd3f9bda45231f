package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** What all files say of themselves. */
final class Footers {
  /** What is found where a recursion over columns within columns does not end. */
  static final String TOO_DEEP = "columns that are nested too deep";

  private static final int FEW = 4;

  private final Map<String, Footer> byName;
  private final List<Footer> all;

  private Footers(Map<String, Footer> byName) {
    this.byName = byName;
    this.all = List.copyOf(byName.values());
  }

  /**
   * Reads the footers, in tasks where there are more than a few.
   *
   * @throws InvalidInputException when there is a file that is none of its kind
   */
  static Footers read(JavaSparkContext context, FileKind kind, List<FileStatus> files) {
    List<String> paths = files.stream().map(file -> file.getPath().toString()).toList();
    List<Footer> footers;
    if (files.size() <= FEW) {
      Configuration configuration = context.hadoopConfiguration();
      footers = paths.stream().map(path -> read(kind, configuration, path)).toList();
    } else {
      Broadcast<SerializableConfiguration> hadoop =
          context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
      int tasks = Math.min(files.size(), 4 * context.defaultParallelism());
      footers =
          context
              .parallelize(paths, tasks)
              .map(path -> read(kind, hadoop.value().value(), path))
              .collect();
      hadoop.destroy();
    }
    Map<String, Footer> byName = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      String name = UserPath.shown(files.get(i).getPath());
      Footer footer = footers.get(i);
      if (footer.twice() != null) {
        throw InvalidInputException.at(
            name, "the column '%s' twice".formatted(footer.twice()), "each name once");
      }
      if (footer.problem() != null) {
        throw InvalidInputException.at(name, footer.problem(), kind.words());
      }
      byName.put(name, footer);
    }
    return new Footers(byName);
  }

  private static Footer read(FileKind kind, Configuration configuration, String path) {
    try {
      return kind.footers().read(configuration, new Path(path));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Footer.bad(problem(path, e));
    }
  }

  /**
   * The columns of a file as Spark stores them.
   *
   * @throws InvalidInputException when Spark has no such columns
   */
  static StructType schema(SparkSession session, FileKind kind, Path file) {
    Configuration configuration = session.sparkContext().hadoopConfiguration();
    try {
      return kind.footers().schema(session, configuration, file);
    } catch (InvalidInputException e) {
      throw e;
    } catch (Exception | StackOverflowError e) { // Spark does not declare all that it throws
      throw InvalidInputException.at(
          UserPath.shown(file), problem(file.toString(), e), kind.words());
    }
  }

  private static String problem(String path, Throwable error) {
    if (error instanceof StackOverflowError) {
      return TOO_DEEP;
    }
    String problem = SqlProblem.lasting(error);
    if (problem != null) {
      return problem;
    }
    throw error instanceof RuntimeException other
        ? other
        : new UncheckedIOException(path, new IOException(error));
  }

  /** The number of rows of all files. */
  long rows() {
    return all.stream().mapToLong(Footer::rows).sum();
  }

  /** The place in the order of the first file that has rows; 0 where there is none. */
  private int firstWithRows() {
    int first = 0;
    while (first < all.size() && all.get(first).rows() == 0) {
      first++;
    }
    return first < all.size() ? first : 0;
  }

  /**
   * The files by what columns they have, in the order of the first of each. Those without rows may
   * have any columns: they are among the first.
   *
   * @param skipped tells columns that are not read
   * @return the places in the order of files
   */
  List<List<Integer>> alike(Predicate<String> skipped) {
    Map<Map<String, String>, List<Integer>> groups = new LinkedHashMap<>();
    List<Integer> first = new ArrayList<>();
    groups.put(columns(firstWithRows(), skipped), first);
    for (int i = 0; i < all.size(); i++) {
      (all.get(i).rows() == 0
              ? first
              : groups.computeIfAbsent(columns(i, skipped), columns -> new ArrayList<>()))
          .add(i);
    }
    return List.copyOf(groups.values());
  }

  /**
   * The types of a file's columns in its own words, by their names.
   *
   * @param skipped tells columns that are not wanted
   */
  Map<String, String> columns(int file, Predicate<String> skipped) {
    Map<String, String> columns = all.get(file).columns();
    columns.keySet().removeIf(skipped);
    return columns;
  }

  /** Whether a file has rows. */
  boolean hasRows(int file) {
    return all.get(file).rows() > 0;
  }

  /** Where a row is: {@code file, row 17}, or the file for what is wrong with all of it. */
  String place(String file, long start, long position) {
    Footer footer = byName.get(file);
    return footer == null || position < 0
        ? file
        : "%s, row %s".formatted(file, footer.firstRow(start) + position);
  }
}
