package sc.fiji.unet.imagej.files;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nifti.NiftiAffine;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.UnpackedVoxels;
import sc.fiji.unet.nifti.VoxelAxes;

/**
 * NIfTI-1 and NIfTI-2 volumes, plain, gzipped or as a pair of .hdr and .img (https://nifti.nimh.nih.gov), and Analyze 7.5. What says how it
 * lies (sform, qform) is turned so that x goes to the right, y to the front and z to the top of the patient (RAS+), each by
 * the nearest stored axis; no voxel is interpolated. What says nothing stays as stored. Values are slope * stored +
 * intercept; 8-bit and unsigned 16-bit values stay as they are, the others become 32-bit. Of large volumes, planes are read as
 * they are looked at; compressed ones are unpacked to a temporary file for that.
 */
final class NiftiFiles {
    /** Property of an image whose whole numbers had to be rounded: one of them. */
    static final String ROUNDED = "unet.rounded";

    private static final int SHARE_OF_HEAP = 4;
    private static final int MOST_INFLATED = 1032;

    private NiftiFiles() {}

    /** Whether the name, and for .hdr the content, is that of a volume. The .img of a pair is found by its .hdr. */
    static boolean named(Path file) {
        String name = lower(file);
        return name.endsWith(".nii") || name.endsWith(".nii.gz") || name.endsWith(".hdr") && isPair(file);
    }

    /** Whether this is one of the two files of a pair. */
    static boolean isPart(Path file) {
        Path header = NiftiPair.header(file);
        return header != null && isPair(header);
    }

    private static boolean isPair(Path file) {
        try (InputStream in = stream(file)) {
            return NiftiHeader.isApart(in.readNBytes(NiftiHeader.BYTES));
        } catch (IOException e) {
            return false; // whoever opens it will say why
        }
    }

    static NiftiHeader header(Path file) throws IOException {
        try (InputStream in = stream(file)) {
            byte[] start = in.readNBytes(NiftiHeader.BYTES);
            if (start.length < 348) throw new IOException("it is cut off");
            return lower(file).endsWith(".hdr") ? NiftiHeader.parseApart(start) : NiftiHeader.parse(start);
        }
    }

    /** Turned to RAS+, with a note. */
    static ImagePlus open(Path file, Progress progress) throws IOException {
        NiftiHeader header = header(file);
        NiftiAffine affine = header.affine();
        VoxelAxes axes = affine == null ? VoxelAxes.stored() : VoxelAxes.canonical(affine, sizes(header));
        if (!axes.isStored()) {
            progress.note(
                    file.getFileName() + ": lies " + VoxelAxes.describe(affine) + " in its file, turned to lie RAS+");
        }
        return open(file, header, axes);
    }

    static int[] sizes(NiftiHeader header) {
        return new int[] {header.size(1), header.size(2), header.size(3)};
    }

    /** Opens a volume with axes that the caller chose. */
    static ImagePlus open(Path file, NiftiHeader header, VoxelAxes axes) throws IOException {
        Path voxels = header.isApart() ? NiftiPair.voxels(file) : file;
        if (header.isApart()) ReadingThread.alsoReads(voxels);
        requireWhole(voxels, header);
        NiftiVoxels all = new NiftiVoxels(header, axes);
        long heap = Runtime.getRuntime().maxMemory();
        String title = file.getFileName().toString();
        if (all.bytes() > heap / SHARE_OF_HEAP && header.isExact()) {
            NiftiVoxels.Source source = source(voxels, header);
            long together = heap / SHARE_OF_HEAP / SHARE_OF_HEAP;
            return image(title, header, axes, all, all.onDisk(voxels, source, together));
        }
        if (all.bytes() > heap) {
            throw new IOException(
                    "it takes " + (all.bytes() >> 20) + " MB, and Java may use " + (heap >> 20)
                            + " MB. Give Java more, or save it with 16 bits or as float32, of which planes are read one by one");
        }
        return inMemory(title, voxels, header, axes);
    }

    private static NiftiVoxels.Source source(Path voxels, NiftiHeader header) throws IOException {
        if (!isZipped(voxels)) return NiftiVoxels.Source.plain(voxels);
        try {
            return UnpackedVoxels.of(voxels, header.offset() + header.voxelBytes())::read;
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    private static IOException damaged(IOException e) {
        String what =
                e instanceof EOFException ? "it is cut off" : "its compressed data is damaged (" + e.getMessage() + ")";
        return new IOException(what, e);
    }

    private static ImagePlus inMemory(String title, Path voxels, NiftiHeader header, VoxelAxes axes)
            throws IOException {
        try (InputStream in = stream(voxels)) {
            in.skipNBytes(header.offset());
            NiftiVoxels read = new NiftiVoxels(header, axes);
            read(in, header, read);
            in.transferTo(OutputStream.nullOutputStream()); // to the checksum at the end
            return image(title, header, axes, read, read.stack());
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    /** Stored x, y, z, t, c. */
    private static void read(InputStream in, NiftiHeader header, NiftiVoxels voxels) throws IOException {
        byte[] plane =
                new byte[Math.multiplyExact(Math.multiplyExact(header.size(1), header.size(2)), header.type().bytes)];
        ByteBuffer values = ByteBuffer.wrap(plane).order(header.order());
        for (int c = 0; c < header.size(5); c++) {
            for (int t = 0; t < header.size(4); t++) {
                for (int z = 0; z < header.size(3); z++) {
                    if (in.readNBytes(plane, 0, plane.length) < plane.length) throw new EOFException();
                    voxels.put(values, z, c + header.size(5) * t);
                }
            }
        }
    }

    /** Before anything is allocated; what is compressed cannot hold more than a thousandfold. */
    private static void requireWhole(Path voxels, NiftiHeader header) throws IOException {
        long found = Files.size(voxels) * (isZipped(voxels) ? MOST_INFLATED : 1);
        long expected = header.offset() + header.voxelBytes();
        if (found >= expected && (!isZipped(voxels) || isAsLong(voxels, expected))) return;
        throw new IOException("it is cut off: its header promises " + expected + " bytes"
                + (isZipped(voxels) ? "" : ", found " + found));
    }

    /** By the length at its end, which counts for the last part of a file only; where that is too short, by unpacking. */
    private static boolean isAsLong(Path voxels, long expected) throws IOException {
        if (NiftiPair.unpackedLength(voxels) >= (expected & 0xFFFFFFFFL)) return true;
        try (InputStream in = stream(voxels)) {
            in.skipNBytes(expected);
            return true;
        } catch (EOFException e) {
            return false;
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    private static boolean isZipped(Path file) {
        return lower(file).endsWith(".gz");
    }

    private static String lower(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        if (!isZipped(file)) return in;
        try {
            return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static ImagePlus image(
            String title, NiftiHeader header, VoxelAxes axes, NiftiVoxels voxels, ImageStack stack) {
        ImagePlus imp = new ImagePlus(title, stack);
        int depth = header.size(axes.from()[2] + 1);
        imp.setDimensions(header.size(5), depth, header.size(4));
        imp.setOpenAsHyperStack(header.size(4) * header.size(5) > 1);
        Calibration calibration = imp.getCalibration();
        calibration.pixelWidth = header.spacing(axes.from()[0] + 1);
        calibration.pixelHeight = header.spacing(axes.from()[1] + 1);
        calibration.pixelDepth = header.spacing(axes.from()[2] + 1);
        calibration.setUnit(header.unit());
        imp.resetDisplayRange();
        if (header.displayed()) imp.setDisplayRange(header.displayMin(), header.displayMax());
        if (voxels.rounded() != null) imp.setProperty(ROUNDED, voxels.rounded());
        return header.size(5) > 1 ? new CompositeImage(imp, CompositeImage.GRAYSCALE) : imp;
    }
}
