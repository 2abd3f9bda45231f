package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.NumberSigns;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a CSV file is written, as far as that is said. What is not is seen in the first lines, where
 * these leave no doubt, and else is as in RFC 4180, with a header.
 *
 * @param delimiter between columns, where a blank stands for any number of blanks and tabs; without
 *     it, the one of comma, tab, semicolon, pipe, {@code ^}, Hive's U+0001, and blanks that is seen
 * @param quote around values that hold delimiters, quotes or line breaks; {@code "} without it, or
 *     {@code '} where that is seen
 * @param escape before a quote within quotes, as Spark writes it; without it, such a quote is
 *     written twice, unless a backslash is seen
 * @param decimal sign in numbers: a point, or a comma where delimiters are not and all numbers of a
 *     column have one
 * @param thousands what groups the digits of numbers by three; without it, nothing, or what leaves
 *     no doubt in a column. A point leaves the comma for the decimal sign, if no other is said
 * @param comment what lines start with that are left out; none without it
 * @param encoding of the text; UTF-8, or what a byte order mark says, without it
 * @param header whether the first line of every file holds the names of its columns
 * @param skip how many lines with something in them stand above that, or above the rows; those of a
 *     title are seen without it
 * @param multiline whether values in quotes may hold line breaks, for which each file is read by
 *     one task from its start to its end
 * @param names of the columns of files without a header, in their order; {@code _1}, {@code _2} …
 *     without them
 */
public record CsvDialect(
    Optional<Character> delimiter,
    Optional<Character> quote,
    Optional<Character> escape,
    Optional<Character> decimal,
    Optional<Character> thousands,
    Optional<Character> comment,
    Optional<String> encoding,
    Optional<Boolean> header,
    Optional<Integer> skip,
    boolean multiline,
    List<String> names) {
  /** Nothing is said. */
  public static final CsvDialect SEEN =
      new CsvDialect(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of());

  /**
   * Copies.
   *
   * @throws IllegalArgumentException when the encoding is not known, signs are the same, or columns
   *     with a header are named
   */
  public CsvDialect {
    names = List.copyOf(names);
    encoding.ifPresent(CsvDialect::check);
    if (skip.orElse(0) < 0) {
      throw new IllegalArgumentException("skip must be at least 0, got " + skip.get());
    }
    check(List.of(delimiter.orElse(','), quote.orElse('"')), comment);
    check("decimal sign", decimal);
    check("sign of thousands", thousands);
    if (decimal.isPresent() && decimal.equals(thousands)) {
      throw new IllegalArgumentException(
          "The decimal sign must not be that of thousands, got '%s'".formatted(decimal.get()));
    }
    if (!names.isEmpty() && header.orElse(false)) {
      throw new IllegalArgumentException(
          "Columns can be named where there is no header, got a header and names");
    }
  }

  /** How numbers are written: points that group them leave the comma for the decimal sign. */
  NumberSigns signs() {
    char usual = thousands.equals(Optional.of('.')) ? ',' : '.';
    return new NumberSigns(decimal.orElse(usual), thousands.orElse(null));
  }

  private static void check(String name, Optional<Character> sign) {
    if (sign.isPresent()
        && (Character.isLetterOrDigit(sign.get()) || "+-\n\r".indexOf(sign.get()) >= 0)) {
      throw new IllegalArgumentException(
          "The %s must be a sign that stands in numbers besides digits, got '%s'"
              .formatted(name, sign.get()));
    }
  }

  private static void check(List<Character> signs, Optional<Character> comment) {
    List<Character> all = new ArrayList<>(signs);
    comment.ifPresent(all::add);
    if (new HashSet<>(all).size() < all.size() || all.contains('\n') || all.contains('\r')) {
      throw new IllegalArgumentException(
          "Delimiter, quote and comment must be different characters and no line breaks, got "
              + all);
    }
  }

  private static void check(String encoding) {
    try {
      Charset.forName(encoding);
    } catch (IllegalArgumentException e) { // also for names that cannot be one
      throw new IllegalArgumentException(
          "The encoding must be one that Java knows, such as ISO-8859-1 or UTF-16LE, got '%s'"
              .formatted(encoding),
          e);
    }
  }

  /** The same with another delimiter. */
  public CsvDialect withDelimiter(char other) {
    return with(parts -> parts.delimiter = Optional.of(other));
  }

  /** The same with an escape before quotes. */
  public CsvDialect withEscape(char other) {
    return with(parts -> parts.escape = Optional.of(other));
  }

  /** The same with other signs in numbers; nothing for thousands that are not grouped. */
  public CsvDialect withNumbers(char point, Optional<Character> groups) {
    return with(
        parts -> {
          parts.decimal = Optional.of(point);
          parts.thousands = groups;
        });
  }

  /** The same with comments. */
  public CsvDialect withComment(char other) {
    return with(parts -> parts.comment = Optional.of(other));
  }

  /** The same in another encoding. */
  public CsvDialect withEncoding(String other) {
    return with(parts -> parts.encoding = Optional.of(other));
  }

  /** The same, with or without a header. */
  public CsvDialect withHeader(boolean other) {
    return with(parts -> parts.header = Optional.of(other));
  }

  /** The same with lines above the header. */
  public CsvDialect withSkip(int other) {
    return with(parts -> parts.skip = Optional.of(other));
  }

  /** The same, with line breaks within quotes or without. */
  public CsvDialect withMultiline(boolean other) {
    return with(parts -> parts.multiline = other);
  }

  /** The same with names for the columns of files without a header. */
  public CsvDialect withNames(String... others) {
    return with(parts -> parts.names = List.of(others));
  }

  private CsvDialect with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return new CsvDialect(
        parts.delimiter,
        quote,
        parts.escape,
        parts.decimal,
        parts.thousands,
        parts.comment,
        parts.encoding,
        parts.header,
        parts.skip,
        parts.multiline,
        parts.names);
  }

  /** What can be said otherwise, while it is changed. */
  private static final class Parts {
    private Optional<Character> delimiter;
    private Optional<Character> escape;
    private Optional<Character> decimal;
    private Optional<Character> thousands;
    private Optional<Character> comment;
    private Optional<String> encoding;
    private Optional<Boolean> header;
    private Optional<Integer> skip;
    private boolean multiline;
    private List<String> names;

    Parts(CsvDialect dialect) {
      this.delimiter = dialect.delimiter;
      this.escape = dialect.escape;
      this.decimal = dialect.decimal;
      this.thousands = dialect.thousands;
      this.comment = dialect.comment;
      this.encoding = dialect.encoding;
      this.header = dialect.header;
      this.skip = dialect.skip;
      this.multiline = dialect.multiline;
      this.names = dialect.names;
    }
  }
}
