package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is left out of a config file and follows from the data, up to the predictions. */
final class DecidedByDataTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      data:
        train: {path: rows.csv, label: kind}
      network:
        - dense: {units: classes}
      loss: softmax_cross_entropy
      training: {epochs: 1}
      """;

  @TempDir private Path folder;
  private String config;
  private String run;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), rows("id,x,colour,kind\n", "%s,%s,%s,%s\n"));
    config = Files.writeString(folder.resolve("run.yaml"), CONFIG).toString();
    run = folder.resolve("run").toString();
  }

  /** Thirty rows of three kinds: id, number, colour, kind. */
  private static String rows(String header, String row) {
    StringBuilder rows = new StringBuilder(header);
    IntStream.range(0, 30)
        .forEach(
            i ->
                rows.append(
                    row.formatted(
                        "n%02d".formatted(i % 29),
                        i * i % 7,
                        i % 2 == 0 ? "red" : "blue",
                        List.of("a", "b", "c").get(i % 3))));
    return rows.toString();
  }

  @Test
  void unitsFollowFromTheClassesAndTheBatchFromTheRows() throws IOException {
    Outcome trained = Outcome.of("train", config, "--set", "data.exclude=[id]", "--output", run);
    assertEquals(List.of(), trained.err());
    assertTrue(
        trained.out().stream().anyMatch(line -> line.endsWith("1 step, batch 30 in 1 shard")),
        () -> String.join("\n", trained.out()));
    JsonNode manifest =
        new ObjectMapper().readTree(Path.of(run, "model", "manifest.json").toFile());
    assertEquals(3, manifest.at("/network/0/dense/units").intValue());
    assertEquals(30, manifest.at("/training/batch_size").intValue());
  }

  @Test
  void whatWasDecidedOfColumnsIsPrintedAndADryRunTrainsNothing() {
    Outcome plan = Outcome.of("train", config, "--dry-run", "--output", run);
    assertEquals(List.of(), plan.err());
    assertEquals(
        List.of(
            "column  kind     values                    missing",
            "id      one_hot  29: n00, n01, n02, n03 …",
            "x       numeric  0 … 4",
            "colour  one_hot  2: blue, red"),
        plan.out().subList(0, 4));
    assertEquals("Nothing is trained, since this is a dry run", plan.lastLine());
    assertFalse(Files.exists(Path.of(run)));
    Outcome refused = Outcome.of("train", config, "--dry-run", "--set", "network.0.dense.units=2");
    assertEquals(
        List.of(
            "kindling: %s: found 3 classes in column 'kind' (a, b, c), expected 2, as the network"
                    .formatted(folder.resolve("rows.csv"))
                + " tells apart; dense: {units: classes} takes as many as there are"),
        refused.err());
    assertEquals(2, refused.status());
  }

  @Test
  void columnsAreTakenByTheirNamesAndThoseOfIdsComeAlong() throws IOException {
    assertEquals(
        List.of(),
        Outcome.of("train", config, "--set", "data.exclude=[id]", "--output", run).err());
    String model = Path.of(run, "model").toString();
    String others =
        Files.writeString(
                folder.resolve("others.csv"),
                rows("kind,more,colour,x,id\n", "%4$s,7,%3$s,%2$s,%1$s\n"))
            .toString();
    Outcome same = Outcome.of("evaluate", model, "--data", folder.resolve("rows.csv").toString());
    assertEquals(same, Outcome.of("evaluate", model, "--data", others));
    assertEquals(0, same.status());

    Path csv = folder.resolve("csv");
    String[] predict = {"predict", model, "--data", others, "--id", "id,x", "--output"};
    assertEquals(List.of(), Outcome.of(with(predict, csv.toString())).err());
    List<String> lines = lines(csv);
    assertEquals("id,x,prediction,probability_a,probability_b,probability_c", lines.get(0));
    assertTrue(lines.get(3).startsWith("n02,4,"), lines.get(3));

    Path parquet = folder.resolve("parquet");
    assertEquals(
        List.of(),
        Outcome.of(with(predict, parquet.toString(), "--output-format", "parquet")).err());
    assertEquals(lines.subList(1, lines.size()), rows(parquet));

    assertEquals(
        List.of(
            "kindling: %s:1: found columns kind, more, colour, x, id, expected 'ids' among them"
                .formatted(others)),
        Outcome.of("predict", model, "--data", others, "--id", "ids", "--output", run + "2").err());
  }

  @Test
  void whatIsMissingIsSoInEvaluationToo() throws IOException {
    String rows = rows("id,x,colour,kind\n", "%s,%s,%s,%s\n").replace(",4,", ",-999,");
    Files.writeString(folder.resolve("rows.csv"), rows.replaceAll("n0[3-5].*", "n9,1,red,"));
    String[] train = {
      "train",
      config,
      "--set",
      "data.missing_values=['-999']",
      "--set",
      "data.missing=mean",
      "--set",
      "data.missing_label=drop",
      "--output",
      run
    };
    Outcome trained = Outcome.of(train);
    assertEquals(List.of(), trained.err());
    String model = Path.of(run, "model").toString();
    String data = folder.resolve("rows.csv").toString();
    Outcome outcome = Outcome.of("evaluate", model, "--data", data);
    assertEquals(List.of(), outcome.err());
    String filled =
        "Seen: column 'x' has no value in 7 of %s rows, first at %s:4; missing: mean stands for it";
    assertEquals(
        List.of(
            filled.formatted(30, data),
            "Seen: 3 rows of %s have no label and are left out".formatted(data)),
        outcome.out().subList(0, 2));
    assertEquals(
        List.of(
            "kindling: %s:5: found no label, expected one, or data.missing_label: drop; of evaluate,"
                    .formatted(data)
                + " --missing-label drop"),
        Outcome.of("evaluate", model, "--data", data, "--missing-label", "error").err());
    String plain = rows.replaceAll("n0[3-5].*\n", "").replace(",-999,", ",,");
    String others = Files.writeString(folder.resolve("plain.csv"), plain).toString();
    Outcome same = Outcome.of("evaluate", model, "--data", others);
    assertEquals(filled.formatted(27, others), same.out().get(0));
    assertEquals(
        outcome.out().subList(2, outcome.out().size()), same.out().subList(1, same.out().size()));
  }

  @Test
  void aModelFindsVectorsBesideOtherColumns() throws IOException {
    StringBuilder lines = new StringBuilder();
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String kind = "\"kind\": \"%s\"".formatted(i % 2 == 0 ? "a" : "b");
      String vector = "\"v\": [%s, %s.5]".formatted(i % 7, i % 3);
      String colour = "\"colour\": \"%s\"".formatted(i % 3 == 0 ? "red" : "blue");
      lines.append("{%s, %s, %s}%n".formatted(vector, colour, kind));
      turned.append("{%s, \"more\": 1, %s, %s}%n".formatted(kind, colour, vector));
    }
    Files.writeString(folder.resolve("rows.jsonl"), lines);
    String others = Files.writeString(folder.resolve("others.jsonl"), turned).toString();
    String path = "data.train.path=rows.jsonl";
    String held = "data.validation={path: others.jsonl, label: kind}";
    assertEquals(
        List.of(),
        Outcome.of("train", config, "--set", path, "--set", held, "--output", run).err());
    String model = Path.of(run, "model").toString();
    Outcome same = Outcome.of("evaluate", model, "--data", folder.resolve("rows.jsonl").toString());
    assertEquals(List.of(), same.err());
    assertEquals(same, Outcome.of("evaluate", model, "--data", others));
    Path csv = folder.resolve("csv");
    assertEquals(
        List.of(),
        Outcome.of("predict", model, "--data", others, "--output", csv.toString()).err());
    assertEquals(30, lines(csv).stream().filter(line -> !line.startsWith("row,")).count());
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static List<String> lines(Path output) throws IOException {
    try (Stream<Path> parts = Files.list(output)) {
      return parts
          .filter(part -> part.getFileName().toString().startsWith("part-"))
          .sorted()
          .flatMap(DecidedByDataTest::read)
          .toList();
    }
  }

  private static Stream<String> read(Path part) {
    try {
      return Files.readAllLines(part).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> rows(Path parquet) {
    SparkConf conf = new SparkConf().setAppName("test");
    LocalSpark.SETTINGS.forEach(conf::set);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      return org.apache.spark.sql.classic.SparkSession.builder()
          .sparkContext(context.sc())
          .getOrCreate()
          .read()
          .parquet(parquet.toString())
          .toJavaRDD()
          .collect()
          .stream()
          .map(row -> row.mkString(","))
          .toList();
    }
  }
}
