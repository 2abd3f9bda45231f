package io.kindling.submit.report.page;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.kindling.submit.report.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A record as one file of HTML that needs nothing else: tables for everybody, charts where there is
 * JavaScript. The record itself is in it, as JSON.
 */
public final class ReportPage {
  private static final String UPLOT = "META-INF/resources/webjars/uplot/";
  private static final String UPLOT_VERSION = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private final Template template;
  private final Map<String, Object> fixed = new LinkedHashMap<>();

  /** A page, with what all of them have in common. */
  public ReportPage() {
    template =
        Mustache.compiler()
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(own(name + ".mustache")))
            .compile(own("page.mustache"));
    String version = uplotVersion();
    fixed.put("css", own("page.css"));
    fixed.put(
        "js",
        own("charts.js")
            + own("run.js")
            + own("comparison.js")
            + own("explanation.js")
            + own("start.js"));
    fixed.put("chartJs", resource(UPLOT + version + "/dist/uPlot.iife.min.js").strip());
    fixed.put("chartCss", resource(UPLOT + version + "/dist/uPlot.min.css").strip());
    fixed.put("licence", resource(UPLOT + version + "/LICENSE").strip());
    fixed.put("chartVersion", version);
  }

  private static String own(String name) {
    return resource("io/kindling/submit/report/page/" + name);
  }

  private static String resource(String path) {
    try (InputStream in = ReportPage.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uplotVersion() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(resource(UPLOT_VERSION)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }

  /** The page of a record. */
  public String of(JsonNode record) {
    return of(record, Json.text(record));
  }

  /**
   * The page of a record.
   *
   * @param json the record's text
   */
  public String of(JsonNode record, String json) {
    Map<String, Object> page = new LinkedHashMap<>(fixed);
    Map<String, Object> content =
        switch (record.path("kind").asText()) {
          case "comparison" -> ComparisonView.of(record);
          case "rate" -> RateView.of(record);
          case "explanation" -> ExplanationView.of(record);
          default -> RunView.of(record);
        };
    page.put("title", content.get("title"));
    page.put(record.path("kind").asText("run"), content);
    page.put("running", record.path("state").asText().equals("running"));
    page.put("made", made(record.path("updated").asText()));
    page.put("json", inScript(record, json));
    return template.execute(page);
  }

  /** Without a formatter for a language, which reads the names of all its months and zones. */
  private static String made(String time) {
    try {
      ZonedDateTime at = Instant.parse(time).atZone(ZoneId.systemDefault());
      String month = at.getMonth().name();
      return "As of %s %s %s, %s %s."
          .formatted(
              at.getDayOfMonth(),
              month.charAt(0) + month.substring(1).toLowerCase(Locale.ROOT),
              at.getYear(),
              at.toLocalTime().truncatedTo(ChronoUnit.SECONDS).format(ISO_LOCAL_TIME),
              zone(at.getZone()));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** A zone's name; UTC, which has several, by the usual one. */
  private static String zone(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  /** Nothing in the data can end the script that it stands in. */
  private static String inScript(JsonNode record, String json) {
    JsonNode thinned = ThinnedEpochs.of(record);
    return (thinned.equals(record) ? json : Json.text(thinned)).replace("<", "\\u003c");
  }
}
