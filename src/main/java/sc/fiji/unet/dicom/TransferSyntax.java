package sc.fiji.unet.dicom;

import java.util.Map;

/**
 * How a file is written (PS3.5, annex A).
 *
 * @param uid its identifier; empty where the file has none
 */
record TransferSyntax(String uid) {
    private static final String ROOT = "1.2.840.10008.1.2";
    private static final String BIG_ENDIAN = ROOT + ".2";
    private static final String DEFLATED = ROOT + ".1.99";

    /** Those that are no compression of pixels. */
    private static final Map<String, String> NATIVE = Map.of(
            ROOT,
            "Implicit VR Little Endian",
            ROOT + ".1",
            "Explicit VR Little Endian",
            BIG_ENDIAN,
            "Explicit VR Big Endian",
            DEFLATED,
            "Deflated Explicit VR Little Endian");

    private static final Map<String, String> COMPRESSED = Map.ofEntries(
            Map.entry(".5", "RLE Lossless"),
            Map.entry(".1.98", "Encapsulated Uncompressed"),
            Map.entry(".4.50", "JPEG Baseline"),
            Map.entry(".4.51", "JPEG Extended"),
            Map.entry(".4.53", "JPEG Spectral Selection"),
            Map.entry(".4.55", "JPEG Full Progression"),
            Map.entry(".4.57", "JPEG Lossless"),
            Map.entry(".4.70", "JPEG Lossless, first-order prediction"),
            Map.entry(".4.80", "JPEG-LS Lossless"),
            Map.entry(".4.81", "JPEG-LS Near-lossless"),
            Map.entry(".4.90", "JPEG 2000 Lossless"),
            Map.entry(".4.91", "JPEG 2000"),
            Map.entry(".4.92", "JPEG 2000 Multi-component Lossless"),
            Map.entry(".4.93", "JPEG 2000 Multi-component"),
            Map.entry(".4.94", "JPIP Referenced"),
            Map.entry(".4.95", "JPIP Referenced Deflate"),
            Map.entry(".4.100", "MPEG-2 Main Level"),
            Map.entry(".4.101", "MPEG-2 High Level"),
            Map.entry(".4.102", "MPEG-4 High Profile"),
            Map.entry(".4.103", "MPEG-4 BD-compatible"),
            Map.entry(".4.104", "MPEG-4 High Profile 2D"),
            Map.entry(".4.105", "MPEG-4 High Profile 3D"),
            Map.entry(".4.106", "MPEG-4 Stereo"),
            Map.entry(".4.107", "HEVC Main Profile"),
            Map.entry(".4.108", "HEVC Main 10 Profile"),
            Map.entry(".4.110", "JPEG XL Lossless"),
            Map.entry(".4.111", "JPEG XL Recompression"),
            Map.entry(".4.112", "JPEG XL"),
            Map.entry(".4.201", "High-Throughput JPEG 2000 Lossless"),
            Map.entry(".4.202", "High-Throughput JPEG 2000 RPCL"),
            Map.entry(".4.203", "High-Throughput JPEG 2000"));

    boolean bigEndian() {
        return uid.equals(BIG_ENDIAN);
    }

    boolean deflated() {
        return uid.equals(DEFLATED);
    }

    /** Whether pixels lie in the file as they are. */
    boolean isNative() {
        return uid.isEmpty() || NATIVE.containsKey(uid);
    }

    /** "JPEG Lossless (transfer syntax 1.2...)". */
    String describe() {
        String tail = uid.startsWith(ROOT) ? uid.substring(ROOT.length()) : uid;
        String name = NATIVE.getOrDefault(uid, COMPRESSED.getOrDefault(tail, "a method of no known name"));
        return name + " (transfer syntax " + uid + ")";
    }
}
