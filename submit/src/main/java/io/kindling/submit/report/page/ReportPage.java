package io.kindling.submit.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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
    page.put("json", inScript(ThinnedEpochs.of(record)));
    return template.execute(page);
  }

  private static String made(String time) {
    try {
      return "As of "
          + DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss z", Locale.ENGLISH)
              .format(Instant.parse(time).atZone(ZoneId.systemDefault()))
          + ".";
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** Nothing in the data can end the script that it stands in. */
  private static String inScript(JsonNode record) {
    try {
      return Json.MAPPER.writeValueAsString(record).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
