package io.kindling.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Folders, globs and several files, with what a config file would say of them; read by Spark, and
 * where a format can be, without it, to the same end.
 */
record DeclaredFolders(JavaSparkContext context) implements Format {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETTINGS = "source.json";
  private static final Pattern TOKEN = Pattern.compile("[^\\s,;|\":{}\\[\\]]+|[,;|\":]");
  private static final String ROWS = "x,t,y\n1,a,0\n2,b,1\n3,a,0\n";

  /** How files of others begin: the first of them are named for what they are. */
  private static final List<String> STARTS =
      List.of(
          "\u0093NUMPY",
          "PAR1",
          "ORC\u0001",
          "MATLAB 5.0 MAT-file",
          "\u0080\u0004\u0095",
          "SQLite format 3",
          "12345678DUCK",
          "PK\u0003\u0004",
          zip("xl/workbook.xml"),
          zip("a.npy"),
          zip("mimetypeapplication/vnd.oasis.opendocument"),
          zip("a.csv"),
          "x".repeat(257) + "ustar",
          "\u001f\u008b\b",
          "BZh91AY&SY",
          "\u00ef\u00bb\u00bf",
          "\u00ff\u00fe",
          "\u00fe\u00ff",
          "<?xml",
          "%PDF");

  private static final byte[] IMAGE = ImageFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY);

  private static String zip(String name) {
    return "PK\u0003\u0004"
        + "\u0000".repeat(22)
        + (char) name.length()
        + "\u0000\u0000\u0000"
        + name;
  }

  @Override
  public String name() {
    return "declared";
  }

  @Override
  public List<Input> seeds() {
    Input keyed =
        of(
                "'format': 'csv', 'path': 'data', 'label': ['y'], 'weight': 'x'",
                "'types': {'x': 'TEXT'}")
            .with("data/year=2024/k=a b/a.csv", utf8(ROWS))
            .with("data/year=2025/k=c/b.csv", utf8(ROWS))
            .with("data/year=2025/k=c/_SUCCESS", new byte[0])
            .with("data/year=2025/k=c/README.txt", utf8("of others"));
    return List.of(
        keyed,
        of("'path': 'data', 'delimiter': ';', 'decimal': ',', 'thousands': 'point',"
                + " 'comment': '#', 'quote': '*'")
            .with("data/a.csv", utf8("#c\nx;t;y\n1.234,5;*a;b*;0\n-7;*i**s*;1\n#e\n1.000;c;0\n")),
        of("'format': 'csv', 'path': 'data', 'escape': 'backslash', 'multiline': true")
            .with("data/a.csv", utf8("x,t,y\n1,\"a \\\"b\\\"\nc\",0\n2,\"\n\",1\n")),
        of("'format': 'csv', 'path': 'data', 'header': false, 'names': ['a', 'b', 'c'],"
                + " 'encoding': 'ISO-8859-1'")
            .with("data/a.csv", "1,größe,0\n2,é,1\n".getBytes(StandardCharsets.ISO_8859_1)),
        of("'path': 'data', 'encoding': 'UTF-16LE', 'delimiter': 'tab'")
            .with("data/a.tsv", "x\tt\n1\té\n2\tb\n".getBytes(StandardCharsets.UTF_16LE)),
        of("'path': 'data', 'encoding': 'windows-1252'")
            .with("data/a.csv", ("\uFEFF" + ROWS).getBytes(StandardCharsets.UTF_16BE)),
        of("'path': 'data'", "'lenient': true")
            .with("data/a.csv", utf8(ROWS.replace(",t", ",")))
            .with("data/b.csv.gz", Packing.gzip(utf8(ROWS.replace(",t", ","))))
            .with("data/c.csv", new byte[0]),
        of("'path': 'data/[ab]*.{csv,tsv}'")
            .with("data/a1.csv", utf8("x,y\n1.5,2\n"))
            .with("data/b.csv", utf8("x,y\n,3\n"))
            .with("data/c.txt", utf8("zzz")),
        of("'format': 'csv', 'path': 'data'").with("data/a", utf8("x y\r1 2\r")),
        of("'path': 'data'")
            .with("data/a.jsonl", utf8("{\"x\": 1, \"v\": [1, 2]}\n{\"x\": 2, \"v\": [3, 4]}\n"))
            .with("data/b.json", utf8("{\"v\": [5, 6], \"t\": {\"u\": \"w\"}}\n")),
        of("'format': 'json', 'path': 'data'", "'missing': ['-1', 'x']")
            .with("data/k=1/a.json", utf8("{\"x\": -1}\n{\"x\": \"x\"}\n"))
            .with("data/k=2/a.json", utf8("{\"x\": 7}\n{}\n")),
        of("'format': 'libsvm', 'path': 'data'")
            .with("data/a.svm", utf8("1 1:2 7:1\n0 2:1\n"))
            .with("data/b.svm", utf8("# none\n1 9:1e-3\n")),
        of("'format': 'libsvm', 'path': 'data'", "'shape': [8]")
            .with("data/a.svm", utf8("1 1:2 7:1\n0 2:1\n")),
        of("'path': 'data/a'").with("data/a", utf8("1 1:2 7:1\n0 2:1\n")),
        of("'path': 'data', 'features': 4").with("data/a.svm", utf8("1 1:2 4:1\n")),
        of("'format': 'idx', 'features': 'data/a'")
            .with("data/a", new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6}),
        of("'path': 'data'")
            .with("data/train-images-idx3", new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9})
            .with("data/train-labels-idx1", new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 9}),
        images("'format': 'images', 'path': 'data', 'height': 3, 'width': 20, 'channels': 1", ""),
        images("'format': 'images', 'path': 'data'", ""),
        images("'path': 'data'", "'shape': [5, 5, 3]"),
        of("'format': 'images', 'path': 'data/one'")
            .with("data/one/a.png", IMAGE)
            .with("data/one/Thumbs.db", new byte[] {1}));
  }

  private static Input images(String source, String rules) {
    return of(source, rules)
        .with("data/cat/a.png", IMAGE)
        .with("data/dog/deep/b.png", IMAGE)
        .with("data/dog/notes.txt", utf8("of others"));
  }

  private static Input of(String source) {
    return of(source, "");
  }

  private static Input of(String source, String rules) {
    String json = "{'source': {%s}, 'rules': {%s}}".formatted(source, rules);
    return Input.of(SETTINGS, utf8(json.replace('\'', '"')));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Other settings, other words in a file, or a file of another kind. */
  @Override
  public Input deep(Input seed, Mutator mutator) {
    if (mutator.chance(3)) {
      return seed.with(
          SETTINGS, new JsonMutator(mutator, JsonParts.NONE).change(seed.file(SETTINGS)));
    }
    List<String> data = seed.names().subList(1, seed.names().size());
    String file = mutator.oneOf(data);
    byte[] bytes = seed.file(file);
    if (mutator.chance(8)) {
      byte[] start = mutator.oneOf(STARTS).getBytes(StandardCharsets.ISO_8859_1);
      return seed.with(file, joined(start, mutator.chance(2) ? bytes : new byte[0]));
    }
    if (mutator.chance(8)) {
      return seed.with(mutator.oneOf(List.of("data/z", "data/a.csv", "data/k=3/x.csv")), bytes);
    }
    if (file.endsWith(".png") || bytes.length == 0 || bytes[0] == 0) {
      return seed.with(file, mutator.inside(bytes, 0, bytes.length));
    }
    boolean packed = file.endsWith(".gz");
    Charset charset = StandardCharsets.ISO_8859_1; // each byte is a character
    String text = new String(packed ? Packing.gunzip(bytes) : bytes, charset);
    byte[] changed = mutator.tokens(text, TOKEN).getBytes(charset);
    return seed.with(file, packed ? Packing.gzip(changed) : changed);
  }

  private static byte[] joined(byte[] start, byte[] rest) {
    return ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).array();
  }

  @Override
  public Optional<String> read(Path folder) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(folder.resolve(SETTINGS)));
    } catch (IOException e) {
      throw new InvalidInputException("no settings"); // of this test
    }
    Object settings = JSON.convertValue(json.path("source"), Object.class);
    RowSource source =
        SourceFormats.read(Setting.of("source", settings), path -> folder + "/" + path.text());
    CellRules rules = rules(json.path("rules"));
    Optional<String> refusal = RowReading.all(context, source, rules);
    Optional<LocalTable> local = source.openLocally(context.hadoopConfiguration(), rules);
    if (local.isPresent()) {
      Optional<String> other = refusal(local.get());
      if (!other.equals(refusal)) {
        throw new AssertionError("without Spark %s, with it %s".formatted(other, refusal));
      }
    }
    return refusal;
  }

  private static Optional<String> refusal(LocalTable table) {
    Optional<String> refusal = Optional.empty();
    for (LocalBlocks.Part part : table.blocks().parts()) {
      try (LocalBlocks.Reader blocks = part.open()) {
        while (blocks.hasNext()) {
          RawBlock block = blocks.next();
          block.checksum(); // looks at every value
          refusal = refusal.or(() -> RowReading.refusal(block, table.places()));
        }
      }
    }
    return refusal;
  }

  private static CellRules rules(JsonNode json) {
    if (json.has("lenient")) {
      return CellRules.LENIENT;
    }
    Map<String, CellType> types = new LinkedHashMap<>();
    json.path("types")
        .fieldNames()
        .forEachRemaining(
            column ->
                types.put(
                    column,
                    json.path("types").path(column).asText().equals("TEXT")
                        ? CellType.TEXT
                        : CellType.NUMBER));
    Set<String> missing = new LinkedHashSet<>();
    json.path("missing").forEach(text -> missing.add(text.asText()));
    List<Integer> shape = new ArrayList<>();
    json.path("shape").forEach(size -> shape.add(Math.max(1, size.asInt() % 20)));
    CellRules rules =
        new CellRules(
            types, Optional.empty(), missing.isEmpty() ? Optional.empty() : Optional.of(missing));
    return shape.isEmpty() || shape.size() > 3 ? rules : rules.withShape(new Shape(shape));
  }
}
