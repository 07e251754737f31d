package sc.fiji.unet.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Where native libraries come from that nobody put beside the plugin. */
interface LibrarySource {

    /** Its address, for people. */
    String address();

    /** Paths of the files there, such as {@code cpu/linux-x86_64/native/lib/libtorch.so.gz}. */
    List<String> index() throws IOException;

    /** Size of a file in bytes, -1 where the source does not say. */
    long bytes(String path) throws IOException;

    /** Starts to read a file. */
    InputStream open(String path) throws IOException;

    /** What the unpacked file's SHA-256 has to be, in lower case; empty where nobody knows. */
    default Optional<String> sha256(String path) {
        return Optional.empty();
    }

    /**
     * DJL's own site, where it would fetch from itself without a word.
     *
     * @param version such as 2.7.1
     */
    record DjlSite(String address, String version) implements LibrarySource {
        private static final int PATIENCE_MS = 20_000;
        private static final int LONGEST_INDEX = 1 << 20;

        static DjlSite ofVersion(String version) {
            return new DjlSite("https://publish.djl.ai/pytorch/" + version, version);
        }

        @Override
        public Optional<String> sha256(String path) {
            return LibraryChecksums.of(version + "/" + path);
        }

        @Override
        public List<String> index() throws IOException {
            try (InputStream in = open("files.txt")) {
                return new String(in.readNBytes(LONGEST_INDEX), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        }

        @Override
        public long bytes(String path) throws IOException {
            URLConnection connection = connect(path);
            if (connection instanceof HttpURLConnection http) http.setRequestMethod("HEAD");
            return connection.getContentLengthLong();
        }

        @Override
        public InputStream open(String path) throws IOException {
            return connect(path).getInputStream();
        }

        private URLConnection connect(String path) throws IOException {
            if (Utils.isOfflineMode()) throw new ConnectException("DJL is set to be offline");
            URLConnection connection = URI.create(address + "/" + path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            return connection;
        }
    }
}
