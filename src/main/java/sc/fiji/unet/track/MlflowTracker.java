package sc.fiji.unet.track;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import sc.fiji.unet.base.InputException;

/**
 * A run on an MLflow tracking server: parameters, tags, metrics, pictures and model files. Numbers travel in batches, so
 * a step costs no round trip. Needs the MLflow client on the class path. A server that asks for a name and a password
 * finds them where all MLflow clients look: MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or
 * MLFLOW_TRACKING_TOKEN.
 */
public final class MlflowTracker implements Tracker {
    private static final int MAX_METRICS = 500;
    private static final int MAX_PARAMETERS = 100;
    private static final int MAX_VALUE = 500;
    private static final long BATCH_MILLIS = 2000;
    private final URI server;
    private final String experiment;
    private final MlflowMemory memory;
    private final MlflowClient client;
    private final List<Metric> metrics = new ArrayList<>();
    private long lastSent;
    private String runId;
    private MlflowArtifacts artifacts;
    private RunStatus status = RunStatus.FAILED;

    /** Tracks to an experiment, made where missing, of a server such as http://127.0.0.1:5000. */
    MlflowTracker(URI server, String experiment, MlflowMemory memory) {
        this.server = server;
        this.experiment = experiment;
        this.memory = memory;
        client = new MlflowClient(server.toString());
    }

    @Override
    public void start(Run run) {
        Optional<RunInfo> before = memory.run(server).flatMap(this::reopened);
        RunInfo info = before.orElseGet(() -> created(run));
        runId = info.getRunId();
        artifacts = new MlflowArtifacts(server, info.getArtifactUri());
        memory.keep(server, runId);
        client.logBatch(runId, List.of(), List.of(), list(run.tags(), MlflowTracker::tag));
        if (before.isEmpty()) log(list(run.parameters(), MlflowTracker::parameter)); // a server lets nobody change them
        lastSent = System.currentTimeMillis();
    }

    private RunInfo created(Run run) {
        try {
            return client.createRun(CreateRun.newBuilder()
                    .setExperimentId(experimentId())
                    .setRunName(run.name())
                    .setStartTime(System.currentTimeMillis())
                    .build());
        } catch (MlflowClientException e) {
            throw new InputException(
                    "Cannot start a run in experiment \"" + experiment + "\" on the MLflow server " + server + ": "
                            + e.getMessage() + ". Is the server running and the address right?",
                    e);
        }
    }

    /** The run that was interrupted; empty where the server does not have it any more. */
    private Optional<RunInfo> reopened(String id) {
        try {
            client.sendPost("runs/update", "{\"run_id\": \"" + id + "\", \"status\": \"RUNNING\"}");
            return Optional.of(client.getRun(id).getInfo());
        } catch (MlflowClientException e) {
            return Optional.empty(); // if it is the server that is gone, starting another run says so
        }
    }

    private void log(List<Param> parameters) {
        for (int from = 0; from < parameters.size(); from += MAX_PARAMETERS) {
            int to = Math.min(from + MAX_PARAMETERS, parameters.size());
            client.logBatch(runId, List.of(), parameters.subList(from, to), List.of());
        }
    }

    @Override
    public void scalar(String tag, long step, double value) {
        long now = System.currentTimeMillis();
        metrics.add(Metric.newBuilder()
                .setKey(key(tag))
                .setStep(step)
                .setValue(value)
                .setTimestamp(now)
                .build());
        if (metrics.size() >= MAX_METRICS || now - lastSent >= BATCH_MILLIS) send();
    }

    @Override
    public void image(String tag, long step, int width, int height, int[] rgb) {
        String name = String.format(Locale.ROOT, "images/%s/%08d.png", key(tag), step);
        artifacts.put(name, Png.encode(width, height, rgb));
    }

    @Override
    public void artifact(Path path) {
        send();
        artifacts.putAll(path);
    }

    @Override
    public void finished() {
        status = RunStatus.FINISHED;
    }

    @Override
    public void close() {
        try (client) {
            if (runId == null) return;
            send();
            client.setTerminated(runId, status);
        }
    }

    private String experimentId() {
        return client.getExperimentByName(experiment)
                .map(found -> found.getExperimentId())
                .orElseGet(() -> client.createExperiment(experiment));
    }

    private void send() {
        if (!metrics.isEmpty()) client.logBatch(runId, metrics, List.of(), List.of());
        metrics.clear();
        lastSent = System.currentTimeMillis();
    }

    /** Names may hold letters, digits, underscores, dashes, full stops, blanks, colons and slashes. */
    private static String key(String name) {
        return name.replaceAll("[^\\w\\-. :/]", "_");
    }

    private static Param parameter(String key, String value) {
        String cut = value.substring(0, Math.min(value.length(), MAX_VALUE)); // what every server version takes
        return Param.newBuilder().setKey(key(key)).setValue(cut).build();
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder().setKey(key(key)).setValue(value).build();
    }

    private static <T> List<T> list(Map<String, String> map, BiFunction<String, String, T> make) {
        return map.entrySet().stream()
                .map(entry -> make.apply(entry.getKey(), entry.getValue()))
                .toList();
    }
}
