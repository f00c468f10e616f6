package dev.quoll.sim.throughput;

import dev.quoll.sim.measure.ChartFile;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What of a link each controller uses, by round-trip time: without losses, and with one in a
/// hundred.
final class ThroughputChart {
    private static final List<Double> LOSSES = List.of(0.0, 0.01);

    private final XYChart chart;

    private ThroughputChart(XYChart chart) {
        this.chart = chart;
    }

    static ThroughputChart of(long bitsPerSecond, List<Throughput> results) {
        XYChart chart =
                new XYChartBuilder()
                        .width(760)
                        .height(420)
                        .title(bitsPerSecond / ThroughputReport.MEGABIT + " Mbit/s")
                        .xAxisTitle("round-trip time, ms")
                        .yAxisTitle("% of the link")
                        .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        for (double loss : LOSSES) {
            for (Controller controller : Controller.values()) {
                add(chart, controller, loss, bitsPerSecond, results);
            }
        }
        return new ThroughputChart(chart);
    }

    void write(Path file) throws IOException {
        ChartFile.write(chart, file);
    }

    private static void add(
            XYChart chart,
            Controller controller,
            double loss,
            long bitsPerSecond,
            List<Throughput> results) {
        List<Throughput> line =
                results.stream()
                        .filter(result -> result.controller() == controller)
                        .filter(result -> result.windows() == Windows.TWICE_THE_LINK)
                        .filter(result -> result.path().bitsPerSecond() == bitsPerSecond)
                        .filter(result -> result.path().loss() == loss)
                        .toList();
        chart.addSeries(
                controller.title() + ", loss " + ReportText.percent(loss),
                line.stream().mapToDouble(result -> result.path().roundTripMillis()).toArray(),
                line.stream()
                        .mapToDouble(result -> 100 * result.bitsPerSecond() / bitsPerSecond)
                        .toArray());
    }
}
