package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;
import dev.quoll.sim.measure.ChartFile;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How many times what the better line alone gives comes out of two lines, by how much longer the
/// other is.
final class MatrixChart {
    private final XYChart chart;

    private MatrixChart(XYChart chart) {
        this.chart = chart;
    }

    static MatrixChart of(PathScheduling scheduling, List<MatrixReport.Measured> matrix) {
        XYChart chart =
                new XYChartBuilder()
                        .width(760)
                        .height(420)
                        .title(Schedulings.title(scheduling))
                        .xAxisTitle("round-trip time of the other line, times 20 ms")
                        .yAxisTitle("times the better line alone")
                        .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(2.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        for (double ratio : MatrixReport.BANDWIDTH_RATIOS) {
            List<MatrixReport.Measured> line =
                    matrix.stream().filter(it -> it.cell().bandwidthRatio() == ratio).toList();
            chart.addSeries(
                    MatrixText.proportion(ratio),
                    line.stream().mapToDouble(it -> it.cell().rttRatio()).toArray(),
                    line.stream().mapToDouble(it -> it.share(scheduling)).toArray());
        }
        return new MatrixChart(chart);
    }

    static String name(PathScheduling scheduling) {
        return "multipath-"
                + Schedulings.title(scheduling).toLowerCase(Locale.ROOT).replace(' ', '-')
                + ".svg";
    }

    void write(Path file) throws IOException {
        ChartFile.write(chart, file);
    }
}
