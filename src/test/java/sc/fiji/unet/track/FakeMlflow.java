package sc.fiji.unet.track;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers as an MLflow tracking server does, where there is no Python for a real one, and remembers what it was asked:
 * method, path and body of each request in a line. It knows one experiment; runs are called run1, run2...
 */
public final class FakeMlflow implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int runs;

    private FakeMlflow(HttpServer server) {
        this.server = server;
    }

    /** Starts one at a free port of this machine. */
    public static FakeMlflow start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeMlflow fake = new FakeMlflow(server);
            server.createContext("/", fake::answer);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The requests so far that contain this. */
    public List<String> requests(String part) {
        return requests.stream().filter(request -> request.contains(part)).toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body.replaceAll("\\s+", " "));
        byte[] answer = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String answer(String path) {
        if (path.endsWith("experiments/get-by-name")) return "{\"experiment\": {\"experiment_id\": \"7\"}}";
        if (path.endsWith("runs/create")) runs++;
        if (path.endsWith("runs/create") || path.endsWith("runs/get") || path.endsWith("runs/update")) {
            String info = "{\"run_id\": \"run" + runs + "\", \"artifact_uri\": \"mlflow-artifacts:/7/run" + runs
                    + "/artifacts\", \"lifecycle_stage\": \"active\"}";
            return "{\"run\": {\"info\": " + info + "}, \"run_info\": " + info + "}";
        }
        return "{}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
