package sc.fiji.unet.track;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;

/**
 * The files of one MLflow run, sent through the server's artifact proxy (a server's default). MLflow's Java client would
 * call the Python one for this.
 */
final class MlflowArtifacts {
    private static final String PROXIED = "mlflow-artifacts";
    private static final String ROUTE = "/api/2.0/mlflow-artifacts/artifacts";
    private final URI server;
    private final String artifactUri;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    MlflowArtifacts(URI server, String artifactUri) {
        this.server = server;
        this.artifactUri = artifactUri;
    }

    /** Keeps a file under its name, or a folder with all that is in it. */
    void putAll(Path path) {
        Path root = path.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.walk(path.toAbsolutePath())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                put(root.relativize(file).toString().replace('\\', '/'), BodyPublishers.ofFile(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + " to send it to " + server + ".", e);
        }
    }

    /** Keeps these bytes under a relative name. */
    void put(String name, byte[] content) {
        put(name, BodyPublishers.ofByteArray(content));
    }

    private void put(String name, BodyPublisher content) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(name)).PUT(content);
        authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) return;
            throw new InputException("The MLflow server " + server + " refused the file " + name + ": status "
                    + response.statusCode() + ", " + response.body() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + name + " to the MLflow server " + server + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while sending " + name);
        }
    }

    private URI address(String name) {
        URI root = URI.create(artifactUri);
        if (!PROXIED.equals(root.getScheme())) {
            throw new InputException(
                    "The MLflow server " + server + " keeps files at " + artifactUri + ": expected its own proxy ("
                            + PROXIED + ":). Start it with --serve-artifacts to keep models there.");
        }
        try {
            String prefix = server.getPath() == null ? "" : server.getPath().replaceAll("/$", "");
            String path = prefix + ROUTE + root.getPath() + "/" + name;
            return new URI(server.getScheme(), server.getAuthority(), path, null, null);
        } catch (URISyntaxException e) {
            throw new InputException("Cannot address the file " + name + " on the MLflow server " + server + ".", e);
        }
    }

    private static Optional<String> authorization() {
        String user = System.getenv("MLFLOW_TRACKING_USERNAME");
        String token = System.getenv("MLFLOW_TRACKING_TOKEN");
        if (user != null) {
            String pair = user + ":" + System.getenv("MLFLOW_TRACKING_PASSWORD");
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.ofNullable(token).map(value -> "Bearer " + value);
    }
}
