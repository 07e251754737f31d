package sc.fiji.unet.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * Our side of {@link VolumeRace}: for each line "NAME SECONDS" that it reads it prints the seconds of a call, the median of
 * those within that time. In between it computes nothing. Arguments: those of {@link VolumeSubject}, and a number format.
 */
final class OwnVolumes {
    private final VolumeSubject subject;
    private final Precision precision;
    private final PatchPredictor predictor;
    private final PatchBatch batch;
    private final float[] output;

    private OwnVolumes(VolumeSubject subject, Precision precision) {
        this.subject = subject;
        this.precision = precision;
        predictor = DjlPatchPredictor.compile(subject.model().inference(), "cpu", precision);
        batch = subject.batch();
        output = new float[Subject.CLASSES * subject.voxels()];
    }

    /** See above. */
    public static void main(String[] args) throws IOException {
        OwnVolumes own = new OwnVolumes(VolumeSubject.of(args), Precision.valueOf(args[7]));
        System.out.println("ready");
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            int space = line.lastIndexOf(' ');
            double seconds = Double.parseDouble(line.substring(space + 1));
            System.out.println(line.startsWith("train") ? own.train(seconds) : own.predict(seconds));
        }
    }

    private double predict(double seconds) {
        List<Double> times = new ArrayList<>();
        double spent = 0;
        while (spent < seconds || times.size() < 2) {
            times.add(
                    Stopwatch.once(() -> predictor.predict(batch.input(), subject.patches(), subject.size(), output)));
            spent += times.get(times.size() - 1);
        }
        Collections.sort(times);
        return (times.get((times.size() - 1) / 2) + times.get(times.size() / 2)) / 2;
    }

    /** A training of its own each time: the clock leaves its first steps out. */
    private double train(double seconds) {
        return TrainingStepSpeed.median(subject.graph(), precision, batch, seconds);
    }
}
