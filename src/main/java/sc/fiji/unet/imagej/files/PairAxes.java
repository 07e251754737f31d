package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.nifti.NiftiAffine;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.VoxelAxes;

/**
 * Makes a mask lie as its image does, or refuses it. Two NIfTI files are both turned to RAS+, and have to be one grid then;
 * beside a DICOM scan, which is never turned, a NIfTI mask takes the axes of the scan.
 */
final class PairAxes {
    /** Cosine of some 5 degrees. */
    private static final double PARALLEL = 0.996;

    private final Path mask;
    private final Path image;

    private PairAxes(Path mask, Path image) {
        this.mask = mask;
        this.image = image;
    }

    /** Opens a mask as its image lies; null where the way it lies in its file is the only one. */
    static ImagePlus open(Path mask, Path image, Progress progress) throws IOException {
        PairAxes pair = new PairAxes(mask, image);
        if (NiftiFiles.named(image)) pair.requireOneGrid();
        else if (NiftiFiles.named(mask)) return pair.besideDicom(progress);
        return null;
    }

    private ImagePlus besideDicom(Progress progress) throws IOException {
        double[] axes = DicomSeries.orientation(image);
        NiftiHeader header = NiftiFiles.header(mask);
        if (axes.length != 6 || header.affine() == null) return null;
        VoxelAxes own = VoxelAxes.nearest(header.affine().directions());
        VoxelAxes turned = own.as(VoxelAxes.nearest(directions(axes)));
        if (!turned.isStored()) progress.note(mask.getFileName() + ": turned to lie as " + image.getFileName());
        return NiftiFiles.open(mask, header, turned);
    }

    /** Columns are rows, columns and slices of the scan; DICOM counts to the left and to the back. */
    private static double[][] directions(double[] axes) {
        double[] normal = ScanOrder.cross(axes);
        double[][] directions = new double[3][3];
        for (int w = 0; w < 3; w++) {
            int sign = w < 2 ? -1 : 1;
            directions[w] = new double[] {sign * axes[w], sign * axes[w + 3], sign * normal[w]};
        }
        return directions;
    }

    private void requireOneGrid() throws IOException {
        NiftiHeader imageHeader = NiftiFiles.header(image);
        NiftiHeader maskHeader = NiftiFiles.named(mask) ? NiftiFiles.header(mask) : null;
        NiftiAffine imageAffine = imageHeader.affine();
        NiftiAffine maskAffine = maskHeader == null ? null : maskHeader.affine();
        if (imageAffine == null && maskAffine == null) return;
        if (imageAffine == null || maskAffine == null) {
            requireNotTurned(imageHeader, maskHeader);
        } else if (VoxelAxes.describe(imageAffine).equals(VoxelAxes.describe(maskAffine))) {
            requireParallel(imageAffine, maskAffine);
        } else {
            requireSamePlaces(imageHeader, maskHeader);
        }
    }

    /** One of the files does not say how it lies. */
    private void requireNotTurned(NiftiHeader imageHeader, NiftiHeader maskHeader) {
        boolean imageLies = imageHeader.affine() != null;
        NiftiHeader lying = imageLies ? imageHeader : maskHeader;
        if (VoxelAxes.canonical(lying.affine(), NiftiFiles.sizes(lying)).isStored()) return;
        throw refused((imageLies ? mask : image).getFileName() + " does not say how it lies, and "
                + (imageLies ? image : mask).getFileName() + " lies " + VoxelAxes.describe(lying.affine())
                + " and is turned to RAS+");
    }

    private void requireParallel(NiftiAffine imageAffine, NiftiAffine maskAffine) {
        double[][] a = imageAffine.directions();
        double[][] b = maskAffine.directions();
        for (int axis = 0; axis < 3; axis++) {
            double cosine = a[0][axis] * b[0][axis] + a[1][axis] * b[1][axis] + a[2][axis] * b[2][axis];
            if (cosine >= PARALLEL) continue;
            throw refused(String.format(
                    Locale.ROOT,
                    "their axes are %.0f degrees apart",
                    Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))))));
        }
    }

    private void requireSamePlaces(NiftiHeader imageHeader, NiftiHeader maskHeader) {
        double[][] a = corners(imageHeader);
        double[][] b = corners(maskHeader);
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            double square = 0;
            for (int w = 0; w < 3; w++) square += (a[i][w] - b[i][w]) * (a[i][w] - b[i][w]);
            apart = Math.max(apart, Math.sqrt(square));
        }
        NiftiAffine affine = imageHeader.affine();
        double voxel = Math.min(affine.spacing(0), Math.min(affine.spacing(1), affine.spacing(2)));
        if (apart < voxel) return;
        throw refused(String.format(
                Locale.ROOT,
                "the image lies %s, the mask %s, and turned alike they are %.3g mm apart",
                VoxelAxes.describe(affine),
                VoxelAxes.describe(maskHeader.affine()),
                apart));
    }

    /** Where the eight corners lie after turning. */
    private static double[][] corners(NiftiHeader header) {
        int[] sizes = NiftiFiles.sizes(header);
        VoxelAxes axes = VoxelAxes.canonical(header.affine(), sizes);
        NiftiAffine turned = axes.applied(header.affine(), sizes);
        double[][] corners = new double[8][];
        for (int i = 0; i < 8; i++) {
            double[] index = new double[3];
            for (int d = 0; d < 3; d++) index[d] = (i >> d & 1) * (sizes[axes.from()[d]] - 1);
            corners[i] = turned.place(index);
        }
        return corners;
    }

    private InputException refused(String why) {
        return new InputException("Cannot pair mask " + mask + " with " + image + ": " + why
                + ", expected one grid. Save the mask as NIfTI with the image's sform and qform.");
    }
}
