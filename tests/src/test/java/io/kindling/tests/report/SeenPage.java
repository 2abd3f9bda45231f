package io.kindling.tests.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser shows of a report.
 *
 * @param seen errors of its scripts, and the coloured points of each chart
 */
record SeenPage(JsonNode seen) {
  /** Comes before all other scripts of the page. */
  private static final String WATCH =
      """
      <script>
      window.failures = [];
      window.began = performance.now();
      window.onerror = message => { failures.push(String(message)); };
      for (const kind of ['error', 'warn']) console[kind] = (...what) => failures.push(what.join(' '));
      </script>
      """;

  /** Comes behind them. Axes and grids are grey; what is drawn of data is coloured. */
  private static final String LOOK =
      """
      <script>
      const seen = {failures, milliseconds: performance.now() - began, wide: document.documentElement.scrollWidth - innerWidth, charts: []};
      for (const chart of document.querySelectorAll('.chart')) {
        let marks = 0;
        const canvas = chart.querySelector('canvas');
        if (canvas) {
          const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 4) {
            const colours = [data[i], data[i + 1], data[i + 2]];
            if (data[i + 3] > 64 && Math.max(...colours) - Math.min(...colours) > 60) marks++;
          }
        }
        const {chart: kind, metric, compared} = chart.dataset;
        seen.charts.push({name: [kind, metric, compared].filter(x => x).join(' '), marks});
      }
      const place = document.createElement('pre');
      place.id = 'seen';
      place.textContent = JSON.stringify(seen);
      document.body.append(place);
      </script>
      """;

  private static final Pattern SEEN = Pattern.compile("<pre id=\"seen\">(.*?)</pre>");
  private static final int FEWEST_MARKS = 10;

  /** Loads a report. */
  static SeenPage of(Chromium browser, Path report, Path folder, String... options)
      throws IOException, InterruptedException {
    String html = Files.readString(report);
    String watched = html.replaceFirst("<title>", Matcher.quoteReplacement(WATCH) + "<title>");
    assertFalse(watched.equals(html), "the page has no title");
    int end = watched.lastIndexOf("</body>");
    Path page = Files.createTempFile(folder, "report", ".html");
    Files.writeString(page, watched.substring(0, end) + LOOK + watched.substring(end));
    Matcher seen = SEEN.matcher(browser.load(page, folder, options));
    assertTrue(seen.find(), "the scripts of the page did not come to their end");
    String json = seen.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new SeenPage(new ObjectMapper().readTree(json));
  }

  /** The names of its charts. */
  List<String> charts() {
    List<String> names = new ArrayList<>();
    seen.path("charts").forEach(chart -> names.add(chart.path("name").asText()));
    return names;
  }

  /** What it took to read and draw it. */
  double milliseconds() {
    return seen.path("milliseconds").asDouble();
  }

  /** Fails where a script complained, a chart is empty, or the page is wider than the window. */
  void assertSound(String what) {
    assertEquals("[]", seen.path("failures").toString(), what);
    List<String> empty = new ArrayList<>();
    seen.path("charts")
        .forEach(
            chart -> {
              if (chart.path("marks").asInt() < FEWEST_MARKS) {
                empty.add(chart.path("name").asText());
              }
            });
    assertEquals(List.of(), empty, what + ": charts without marks");
    assertTrue(seen.path("wide").asInt() <= 0, what + " is wider than the window");
  }
}
