package dev.quoll.sim.measure;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Charts for the documents.
public final class ChartFile {
    private ChartFile() {}

    /// Writes `chart` as SVG. Letters become outlines; a tenth of a pixel is exact enough for them.
    public static void write(XYChart chart, Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        String svg = out.toString(StandardCharsets.UTF_8);
        Files.writeString(file, svg.replaceAll("([0-9]+\\.[0-9])[0-9]+", "$1"));
    }
}
