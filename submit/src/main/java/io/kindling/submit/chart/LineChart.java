package io.kindling.submit.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines in one picture, as SVG. */
public final class LineChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  /** Colours that colour-blind readers can tell apart (Okabe and Ito 2008), then lighter ones. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x000000),
          new Color(0x56B4E9),
          new Color(0x999999));

  private final XYChart chart;
  private int lines;

  /** An empty chart. */
  public LineChart(String title, String xTitle, String yTitle) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisDecimalPattern("0.###");
    // A dash is written as many small outlines.
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f));
  }

  /** Lets the x axis count in powers of ten. */
  public LineChart logarithmicX() {
    chart.getStyler().setXAxisLogarithmic(true);
    return this;
  }

  /** Lets the y axis count in powers of ten. */
  public LineChart logarithmicY() {
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("0.#E0");
    return this;
  }

  /** Adds a line; names must differ. */
  public LineChart add(String name, List<Double> x, List<Double> y) {
    line(name, x, y, COLOURS.get(lines++ % COLOURS.size()), 2);
    return this;
  }

  /** Adds a thin grey line that the legend leaves out; names must differ. */
  public LineChart addContour(String name, List<Double> x, List<Double> y) {
    line(name, x, y, Color.LIGHT_GRAY, 0.5f).setShowInLegend(false);
    return this;
  }

  /** Writes the picture; a file that is there is replaced. */
  public void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out);
    }
  }

  /** Writes the picture, and leaves {@code out} open. */
  public void write(OutputStream out) throws IOException {
    OutputStream buffer = new BufferedOutputStream(out);
    VectorGraphicsEncoder.saveVectorGraphic(chart, buffer, VectorGraphicsFormat.SVG);
    buffer.flush();
  }

  private XYSeries line(String name, List<Double> x, List<Double> y, Color colour, float width) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(width));
    return series;
  }
}
