package io.kindling.tests.data;

import static io.kindling.tests.data.PlainTable.CSV;
import static io.kindling.tests.data.PlainTable.before;
import static io.kindling.tests.data.PlainTable.csv;
import static io.kindling.tests.data.PlainTable.csvOfTwoClasses;
import static io.kindling.tests.data.PlainTable.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is special about people's files, a row for each. */
final class MessyFiles {
  private static final String MARK = "\uFEFF";
  private static final String INSTEAD = "found .*(write|instead|in place of|replace).*";

  private MessyFiles() {}

  /** All of them. */
  static Stream<MessyFile> all() {
    return Stream.of(
            delimiters(),
            lineEnds(),
            emptiness(),
            quotes(),
            encodings(),
            numbers(),
            missing(),
            classes(),
            columns(),
            packed(),
            programs(),
            signs())
        .flatMap(UnaryOperator.identity());
  }

  private static Stream<MessyFile> delimiters() {
    return Stream.of(
        MessyFile.of("tabs", CSV.replace(',', '\t')),
        MessyFile.of("semicolons", CSV.replace(',', ';')),
        MessyFile.of("pipes", CSV.replace(',', '|')),
        MessyFile.of("a blank behind each comma", CSV.replace(",", ", ")),
        MessyFile.of("a comma at the end of every line", lines(line -> line + ",")),
        MessyFile.of("semicolons, at the ends as well", lines(l -> l + ",").replace(',', ';')),
        MessyFile.of(
                "a comma at the end of every line but the header",
                CSV.replace("\n", ",\n").replaceFirst(",\n", "\n"))
            .orRefused("found 4 columns, expected 3 .*"));
  }

  private static Stream<MessyFile> lineEnds() {
    return Stream.of(
        MessyFile.of("lines that end with CR LF", CSV.replace("\n", "\r\n")),
        MessyFile.of("lines that end with CR", CSV.replace('\n', '\r')),
        MessyFile.of("a last line without an end", CSV.strip()),
        MessyFile.of("a line of sep=", "sep=,\n" + CSV).orRefused("found .*sep=.*"),
        MessyFile.of("a comment before the header", "# made by hand\n" + CSV)
            .orRefused("found .*# made by hand.*"),
        MessyFile.of("a comment among the rows", CSV.replaceFirst("\n(.*\n)", "\n$1# half\n"))
            .orRefused("found .*(# half|1 column).*"));
  }

  private static Stream<MessyFile> emptiness() {
    return Stream.of(
        MessyFile.of("empty lines among the rows", CSV.replaceFirst("\n(.*\n)", "\n$1\n\n")),
        MessyFile.of("lines of blanks and tabs", CSV.replaceFirst("\n(.*\n)", "\n$1  \n\t\n")),
        MessyFile.of("empty lines before the header", "\n\n" + CSV),
        MessyFile.of("empty lines at the end", CSV + "\n \n\n"),
        MessyFile.of("rows of commas at the end", CSV + ",,\n,,\n").orRefused("found ''.*"));
  }

  private static Stream<MessyFile> quotes() {
    String notes = before("note", List.of("plain", "\"a, b\"", "\"say \"\"hi\"\"\""));
    return Stream.of(
        MessyFile.of("quotes around all", lines(line -> '"' + line.replace(",", "\",\"") + '"')),
        noted("quotes that are doubled, as plain CSV has them", notes),
        noted("quotes behind backslashes", notes.replace("\"\"hi\"\"", "\\\"hi\\\"")),
        noted("a tab in quotes", notes.replace("a, b", "a\tb")),
        noted("a semicolon in quotes", notes.replace("a, b", "a; b")),
        noted("blanks before quotes", notes.replace("\n\"", "\n \""))
            .orRefused("found 5 columns, expected 4 .*"),
        noted("apostrophes", notes.replace("plain", "it's")),
        noted("an inch in a value", notes.replace("plain", "long 7\""))
            .orRefused("found .*(not valid CSV|quote).*"),
        noted("line breaks in quotes", notes.replace("a, b", "a\nb"))
            .orRefused("found .*(line break|open quote|not valid CSV).*"));
  }

  /** Notes of three kinds; the order of the kinds is that of these letters. */
  private static MessyFile noted(String name, String text) {
    return MessyFile.of(name, text)
        .saying(before("note", List.of("b", "a", "c")))
        .bothWith("columns: {note: one_hot}");
  }

  private static Stream<MessyFile> encodings() {
    String umlauts = CSV.replace("width", "größe");
    return Stream.of(
        MessyFile.encoded("a byte order mark of UTF-8", MARK, CSV, StandardCharsets.UTF_8),
        MessyFile.encoded("UTF-16, little end first", MARK, CSV, StandardCharsets.UTF_16LE)
            .orRefused("found .*UTF-16.*"),
        MessyFile.encoded("UTF-16, big end first", MARK, CSV, StandardCharsets.UTF_16BE)
            .orRefused("found .*UTF-16.*"),
        MessyFile.encoded("umlauts in UTF-8", "", umlauts, StandardCharsets.UTF_8),
        MessyFile.encoded("umlauts in Latin-1", "", umlauts, StandardCharsets.ISO_8859_1)
            .orRefused("found .*(UTF-8|encoding).*|.*expected .*(UTF-8|encoding).*"));
  }

  private static Stream<MessyFile> numbers() {
    String thousands = csv(row -> row.kind().equals("0") ? row.wide("1234.5") : row);
    return Stream.of(
        MessyFile.of("decimal commas", CSV.replace(',', ';').replace('.', ','))
            .orRefused("found '.*,.*' in column 'width'.*"),
        MessyFile.of("thousands in quotes", thousands.replace("1234.5", "\"1,234.5\""))
            .saying(thousands)
            .orRefused("found '1,234.5' in column 'width'.*"),
        MessyFile.of("numbers with a plus", lines(line -> line.replaceFirst("^(\\d)", "+$1"))),
        MessyFile.of(
            "numbers with exponents", lines(line -> line.replaceFirst("^(-?[\\d.]+)", "$1e0"))));
  }

  /** Nothing, or what stands for it, in a third of the rows. */
  private static Stream<MessyFile> missing() {
    return Stream.concat(
        Stream.of("", "NA", "NaN", "null", "?", "-", "N/A", "#N/A", "None", "<NA>", ".")
            .map(MessyFiles::missing)
            .map(file -> file.orRefused("found '.*' in column 'width', .*missing_values.*")),
        Stream.of("NA", "-", "n/a", "-999")
            .map(m -> missing(m).with("missing_values: ['%s']".formatted(m))));
  }

  private static MessyFile missing(String marker) {
    return MessyFile.of("missing numbers as '%s'".formatted(marker), without(marker))
        .saying(without(""))
        .bothWith("missing: mean");
  }

  private static String without(String marker) {
    return csv(row -> row.kind().equals("1") ? row.wide(marker) : row);
  }

  private static Stream<MessyFile> classes() {
    String two = csvOfTwoClasses(UnaryOperator.identity());
    return Stream.of(
        labels("words", "flat", "round", "tall"),
        labels("words with blanks and capitals", "Not So Tall", "Tall", "flat"),
        labels("words with blanks around", "flat ", " round", " tall "),
        labels("words in quotes", "\"a, b\"", "\"c\"", "\"d\""),
        labels("classes from 1 on", "1", "2", "3").orRefused(INSTEAD),
        labels("classes with gaps", "2", "5", "17").orRefused(INSTEAD),
        labels("classes below 0", "-1", "0", "1").orRefused(INSTEAD),
        labels("classes with decimals", "0.0", "1.0", "2.0"),
        twoLabels("−1 and 1", "-1", "1").saying(two).orRefused(INSTEAD),
        twoLabels("1 and 2", "1", "2").saying(two).orRefused(INSTEAD),
        twoLabels("false and true", "false", "true").saying(two),
        twoLabels("FALSE and TRUE", "FALSE", "TRUE").saying(two),
        twoLabels("no and yes", "no", "yes").saying(two),
        twoLabels("ham and spam", "ham", "spam").saying(two));
  }

  private static MessyFile labels(String name, String... words) {
    return MessyFile.of(name, csv(row -> row.labelled(words)));
  }

  private static MessyFile twoLabels(String name, String... words) {
    return MessyFile.of(name, csvOfTwoClasses(row -> row.labelled(words))).ofTwoClasses();
  }

  private static Stream<MessyFile> columns() {
    List<String> ids = List.of("u1", "u2", "u3", "u4", "u5");
    return Stream.of(
        MessyFile.of("a column of ids that is excluded", before("id", ids)).with("exclude: [id]"),
        MessyFile.of("an index that is excluded", before("", List.of("0", "1", "2", "3")))
            .with("exclude: ['']"),
        MessyFile.of("a column that is not among the features", before("id", ids))
            .with("features: [width, height]"));
  }

  private static Stream<MessyFile> packed() {
    return Stream.of(
        MessyFile.of("gzip in a file named .csv", gzip(CSV)).orRefused("found .*(gzip|\\.gz).*"),
        MessyFile.of("zip in a file named .csv", zip(CSV)).orRefused("found .*zip.*"));
  }

  /** As R, spreadsheets and people write tables, and as files are joined. */
  private static Stream<MessyFile> programs() {
    String[] parts = CSV.split("(?<=\n)", -1);
    String half = String.join("", Arrays.asList(parts).subList(0, 12));
    String rest = String.join("", Arrays.asList(parts).subList(12, parts.length));
    int[] row = {0};
    String named =
        lines(line -> row[0]++ == 0 ? line : "\"" + row[0] + "\"," + line).replace(',', ' ');
    return Stream.of(
        MessyFile.of("a table of R, with names of rows", named),
        MessyFile.of("blanks in a row", lines(line -> "  " + line.replace(",", "    "))),
        MessyFile.of("a title", "Shapes, measured by hand\n\n" + CSV),
        MessyFile.of("a title with commas", "Shapes,,\nmade:,today,\n" + CSV),
        MessyFile.of("apostrophes around all", lines(l -> "'" + l.replace(",", "','") + "'")),
        MessyFile.of("columns without a name or a value", lines(line -> line + ",,")),
        MessyFile.of(
            "line ends of three kinds", half.replace("\n", "\r\n") + rest.replace('\n', '\r')),
        MessyFile.of("byte order marks within", MARK + half + MARK + parts[0] + rest),
        MessyFile.of("the mark of DOS for the end", CSV + "\u001A"));
  }

  private static Stream<MessyFile> signs() {
    String large =
        csv(row -> row.wide("1" + row.width().replaceAll("\\D", "").substring(0, 1) + "00.5"));
    return Stream.of(
        MessyFile.of("per cent signs", lines(line -> line.replaceFirst("^([-\\d.]+)", "$1%"))),
        MessyFile.of("minus signs of typesetters", CSV.replace("-", "\u2212")),
        MessyFile.of("dollars", large.replaceAll("(?m)^1(\\d)00\\.5", "\"\\$1,$100.50\""))
            .saying(large),
        MessyFile.of("yes and no", before("note", List.of("Yes", "no", "YES")))
            .saying(before("note", List.of("true", "false", "true"))));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("data.csv"));
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
