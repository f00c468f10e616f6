package dev.quoll.cli.qlog;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/// One chart for each thing that is known of paths, with a line for each path.
final class Charts {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 320;

    private Charts() {}

    /// A chart as an element of a page; empty if there is nothing to draw.
    ///
    /// @param unit of the values
    static String svg(
            String title,
            String unit,
            Map<String, PathStory> paths,
            Function<PathStory, Series> values)
            throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("seconds")
                        .yAxisTitle(unit)
                        .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        paths.forEach((name, path) -> add(chart, name, values.apply(path)));
        return chart.getSeriesMap().isEmpty() ? "" : element(chart);
    }

    private static void add(XYChart chart, String name, Series series) {
        if (!series.isEmpty()) {
            chart.addSeries("path " + name, series.seconds(), series.values())
                    .setMarker(SeriesMarkers.NONE);
        }
    }

    /// Letters become outlines; a tenth of a pixel is exact enough for them, and for lines.
    private static String element(XYChart chart) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        String svg = out.toString(StandardCharsets.UTF_8);
        return svg.substring(svg.indexOf("<svg")).replaceAll("([0-9]+\\.[0-9])[0-9]+", "$1");
    }
}
