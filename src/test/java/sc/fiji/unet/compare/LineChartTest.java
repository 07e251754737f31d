package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {
    private static Element draw(LineChart.Curve... curves) throws Exception {
        String svg = new LineChart("epoch", "Dice", List.of(curves)).svg();
        InputSource source = new InputSource(new StringReader(svg));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(source)
                .getDocumentElement();
    }

    private static LineChart.Curve curve(String name, double... y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) x[i] = i + 1;
        return new LineChart.Curve(name, 0, x, y);
    }

    private static List<Element> lines(Element svg) {
        NodeList paths = svg.getElementsByTagName("path");
        return java.util.stream.IntStream.range(0, paths.getLength())
                .mapToObj(i -> (Element) paths.item(i))
                .filter(path -> path.getAttribute("fill").equals("none"))
                .toList();
    }

    @Test
    void aSinglePointIsADot() throws Exception {
        for (double[] y : new double[][] {{0.5}, {Double.NaN, 0.5}}) {
            Element dot = lines(draw(curve("unet", y))).get(0);
            assertTrue(dot.getAttribute("d").matches("M[\\d. ]+h0"), dot.getAttribute("d"));
            assertEquals("round", dot.getAttribute("stroke-linecap"));
            assertEquals("6", dot.getAttribute("stroke-width"));
        }
    }

    @Test
    void aCurveJoinsItsFinitePoints() throws Exception {
        Element line = lines(draw(curve("unet", 0.2, Double.NaN, 0.5, 0.7))).get(0);
        assertEquals(2, line.getAttribute("d").chars().filter(c -> c == 'L').count());
        assertEquals("1.8", line.getAttribute("stroke-width"));
    }

    @Test
    void aCurveWithoutAPointDrawsNone() throws Exception {
        assertEquals("", lines(draw(curve("unet", Double.NaN))).get(0).getAttribute("d"));
    }

    @Test
    void longNamesFitBesideThePlot() throws Exception {
        Element svg = draw(curve("inception-unet dropout=0.3, cosine-restarts", 0.1, 0.2));
        NodeList texts = svg.getElementsByTagName("text");
        Element name = (Element) texts.item(texts.getLength() - 1);
        int room = Integer.parseInt(svg.getAttribute("width")) - Integer.parseInt(name.getAttribute("x"));
        assertTrue(room >= 43 * 6.5, "43 letters of 12 pixels need about 280 pixels, there are " + room);
    }
}
