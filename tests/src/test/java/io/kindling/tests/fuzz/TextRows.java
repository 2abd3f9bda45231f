package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.table.CellRules;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A format of lines.
 *
 * @param token what a deep change replaces, so that lines and columns stay
 * @param source of a file
 */
record TextRows(
    JavaSparkContext context,
    String name,
    List<Input> seeds,
    Pattern token,
    Function<String, RowSource> source)
    implements Format {
  private static final Pattern WORD = Pattern.compile("[^\\s,;|\":{}\\[\\]]+");

  /** CSV in its dialects, encodings and packings. */
  static TextRows csv(JavaSparkContext context, Function<String, RowSource> source) {
    String plain =
        "x,größe,y\n1,blue,0\n-2.5e3,\"a, \"\"b\"\"\",1\n,NA,0\n4,2025-03-01,1\n5,true,0\n";
    return new TextRows(
        context,
        "csv",
        List.of(
            text("rows.csv", plain),
            text("rows.csv", "\uFEFF" + plain.replace("\n", "\r\n")),
            text("rows.csv", plain.replace(',', ';').replace("-2.5", "-2,5")),
            text("rows.tsv", plain.replace(',', '\t')),
            text("rows.csv", plain.replace(',', '|')),
            text("rows.csv", "1,2,3\n4,5,6\n7.25,8,9\n"),
            text("rows.csv", "a,b\n1,\"\"\n2,' '\n3,z\n"),
            Input.of("rows.csv", ("\uFEFF" + plain).getBytes(StandardCharsets.UTF_16LE)),
            Input.of("rows.csv.gz", Packing.gzip(plain.getBytes(StandardCharsets.UTF_8)))),
        WORD,
        source);
  }

  /** An object in each line. */
  static TextRows json(JavaSparkContext context, Function<String, RowSource> source) {
    String plain =
        """
        {"x": 1, "when": "2025-03-01", "size": {"w": 2.5, "h": -1e3}, "v": [1, 2, 3], "y": "a"}
        {"x": null, "when": "2025-03-02", "size": {"w": 0, "h": 7}, "v": [4, 5.5, 6], "y": "b"}
        {"size": {"h": 1, "w": 1}, "v": [0, 0, -0.0], "x": 12, "y": "größe \\u00e9", "when": ""}
        """;
    return new TextRows(
        context,
        "json",
        List.of(
            text("rows.jsonl", plain),
            text("rows.jsonl", "{\"a\": true}\n\n{\"a\": false}\n"),
            Input.of("rows.jsonl.gz", Packing.gzip(plain.getBytes(StandardCharsets.UTF_8)))),
        Pattern.compile("\"[^\"]*\"|-?[0-9.]+(e[0-9]+)?|null|true|false|[\\[\\]{}:,]"),
        source);
  }

  /** Labels with index:value. */
  static TextRows libsvm(JavaSparkContext context, Function<String, RowSource> source) {
    String plain = "1 1:0.5 3:-2 100:1e3\n-1 2:1 # a comment\n\n0\n2.5 1:1 2:2 3:3 4:4\n";
    return new TextRows(
        context,
        "libsvm",
        List.of(
            text("rows.svm", plain),
            Input.of("rows.svm.gz", Packing.gzip(plain.getBytes(StandardCharsets.UTF_8)))),
        Pattern.compile("[0-9.e+-]+|:"),
        source);
  }

  private static Input text(String name, String text) {
    return Input.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Input deep(Input seed, Mutator mutator) {
    String file = seed.names().get(0);
    byte[] bytes = seed.file(file);
    boolean packed = file.endsWith(".gz");
    byte[] plain = packed ? Packing.gunzip(bytes) : bytes;
    Charset charset = plain[0] == (byte) 0xFF ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    byte[] changed = mutator.tokens(new String(plain, charset), token).getBytes(charset);
    return Input.of(file, packed ? Packing.gzip(changed) : changed);
  }

  @Override
  public Optional<String> read(Path folder) {
    return RowReading.all(context, source.apply(folder.toString()), CellRules.NONE);
  }
}
