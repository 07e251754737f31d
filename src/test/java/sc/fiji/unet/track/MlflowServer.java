package sc.fiji.unet.track;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real {@code mlflow server} on this machine, gone when closed. */
public record MlflowServer(URI address, Process process) implements AutoCloseable {
    private static final long START_SECONDS = 120;

    /** Starts one that keeps all in this folder; skips the test, saying why, where there is no Python with MLflow. */
    public static MlflowServer start(Path folder) throws IOException, InterruptedException {
        RealPython python = RealPython.with("mlflow");
        int port = freePort();
        Process process = python.start(
                folder.resolve("server.log"),
                "-m",
                "mlflow",
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("runs.db"),
                "--artifacts-destination",
                folder.resolve("files").toString());
        MlflowServer server = new MlflowServer(URI.create("http://127.0.0.1:" + port), process);
        server.awaitHealth();
        return server;
    }

    /** A file of a run, as text. */
    public String file(String run, String path) throws IOException, InterruptedException {
        return get(URI.create(address + "/get-artifact?run_uuid=" + run + "&path=" + path));
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    }

    private void awaitHealth() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            if (isUp()) return;
            Thread.sleep(200);
        }
        close();
        throw new AssertionError("mlflow server did not come up within " + START_SECONDS + " s");
    }

    private boolean isUp() throws InterruptedException {
        try {
            return "OK".equals(get(address.resolve("/health")));
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
