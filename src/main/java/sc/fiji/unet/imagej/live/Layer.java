package sc.fiji.unet.imagej.live;

import ij.gui.ImageRoi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import sc.fiji.unet.live.Rect;

/** Bytes over a part of an image, which a color table turns into what is seen. For the event thread. */
final class Layer {
    private final Rect box;
    private final byte[] bytes;
    private final WritableRaster raster;
    private final String name;

    Layer(String name, Rect box, byte[] bytes) {
        this.name = name;
        this.box = box;
        this.bytes = bytes;
        raster = Raster.createInterleavedRaster(
                new DataBufferByte(bytes, bytes.length),
                box.width(),
                box.height(),
                box.width(),
                1,
                new int[] {0},
                null);
    }

    Rect box() {
        return box;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The layer as ImageJ draws it; what is written into the bytes later shows. */
    ImageRoi roi(IndexColorModel colors) {
        ImageRoi roi = new ImageRoi(box.x(), box.y(), new BufferedImage(colors, raster, false, null));
        roi.setName(name);
        return roi;
    }
}
