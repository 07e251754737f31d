package sc.fiji.unet.imagej.files;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileInfo;
import ij.io.FileOpener;
import ij.io.RoiDecoder;
import ij.io.TiffDecoder;
import ij.measure.Calibration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffTags;

/**
 * What a TIFF file says beside its pixels, as ImageJ understands it: calibration, contrast, ROI, overlay, labels and info.
 * ImageJ's decoder is shown a plain file of one pixel that has the same to say, as it refuses tiles and BigTIFF.
 */
final class TiffMetadata {
    private final FileInfo info;
    private final Properties said;

    private TiffMetadata(FileInfo info) {
        this.info = info;
        said = new FileOpener(info).decodeDescriptionString(info);
    }

    /** Reads what a page says. */
    static TiffMetadata of(TiffFile file, TiffTags tags) throws IOException {
        FileInfo[] pages = new TiffDecoder(new ByteArrayInputStream(OnePixelTiff.of(file, tags)), "").getTiffInfo();
        if (pages == null) throw new IOException("it is damaged: its metadata cannot be read");
        return new TiffMetadata(pages[0]);
    }

    /** An image of these planes that knows what the file said; slices, channels and frames as ImageJ wrote them. */
    ImagePlus image(ImageStack stack, boolean signed16) {
        info.fileType = signed16 ? FileInfo.GRAY16_SIGNED : FileInfo.GRAY8;
        Calibration calibration = calibration(signed16);
        ImagePlus imp = new ImagePlus("", stack);
        imp.setFileInfo(info);
        imp.setCalibration(calibration);
        if (info.info != null) imp.setProperty("Info", info.info);
        if (info.properties != null) imp.setProperties(info.properties);
        for (int i = 0; info.sliceLabels != null && i < Math.min(stack.size(), info.sliceLabels.length); i++) {
            if (!stack.isVirtual()) stack.setSliceLabel(info.sliceLabels[i], i + 1);
        }
        drawn(imp);
        return composite(contrast(sized(imp)));
    }

    private Calibration calibration(boolean signed16) {
        info.nImages = 1;
        byte[][] overlay = info.overlay;
        byte[] roi = info.roi;
        info.overlay = null;
        info.roi = null;
        info.inputStream = new ByteArrayInputStream(new byte[2]);
        ImagePlus pixel = new FileOpener(info).openImage();
        info.overlay = overlay;
        info.roi = roi;
        return pixel.getCalibration().copy();
    }

    private void drawn(ImagePlus imp) {
        if (info.roi != null) imp.setRoi(RoiDecoder.openFromByteArray(info.roi));
        if (info.overlay == null) return;
        Overlay overlay = new Overlay();
        for (byte[] roi : info.overlay) {
            Roi decoded = RoiDecoder.openFromByteArray(roi);
            if (decoded != null) overlay.add(decoded);
        }
        imp.setOverlay(overlay);
    }

    private ImagePlus sized(ImagePlus imp) {
        int channels = number("channels");
        int slices = number("slices");
        int frames = number("frames");
        if ((long) channels * slices * frames != imp.getStackSize() || imp.getStackSize() == 1) return imp;
        imp.setDimensions(channels, slices, frames);
        imp.setOpenAsHyperStack(channels * frames > 1);
        return imp;
    }

    private ImagePlus contrast(ImagePlus imp) {
        if (imp.getBitDepth() == 24) return imp;
        boolean given = said != null && said.getProperty("min") != null && said.getProperty("max") != null;
        if (given) {
            imp.setDisplayRange(
                    Double.parseDouble(said.getProperty("min")), Double.parseDouble(said.getProperty("max")));
        } else if (imp.getBitDepth() > 8) imp.resetDisplayRange();
        return imp;
    }

    private ImagePlus composite(ImagePlus imp) {
        if (imp.getNChannels() == 1 || said == null || said.getProperty("mode") == null) return imp;
        int mode =
                switch (said.getProperty("mode")) {
                    case "color" -> CompositeImage.COLOR;
                    case "composite" -> CompositeImage.COMPOSITE;
                    default -> CompositeImage.GRAYSCALE;
                };
        return new CompositeImage(imp, mode);
    }

    private int number(String key) {
        String text = said == null ? null : said.getProperty(key);
        return text == null ? 1 : (int) Double.parseDouble(text);
    }
}
