package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Protobuf;

class TensorBoardTrackerTest {
    private static final String READER =
            """
            import json, sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
            from tensorboard.plugins.hparams.api_pb2 import Status
            from google.protobuf.json_format import MessageToDict
            run = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0})
            run.Reload()
            hparams = run.SummaryMetadata("_hparams_/session_start_info").plugin_data
            start = HParamsPluginData.FromString(hparams.content).session_start_info
            end = run.SummaryMetadata("_hparams_/session_end_info").plugin_data
            image = run.Images("preview/1")[0]
            print(json.dumps({
                "version": run.file_version,
                "loss": [[s.step, s.value] for s in run.Scalars("train/loss")],
                "plugin": hparams.plugin_name,
                "group": start.group_name,
                "hparams": {key: MessageToDict(value) for key, value in start.hparams.items()},
                "status": Status.Name(HParamsPluginData.FromString(end.content).session_end_info.status),
                "image": [image.step, image.width, image.height],
                "png": image.encoded_image_string[1:4].decode(),
            }))
            """;

    @TempDir
    Path folder;

    @Test
    void framesARecordWithMaskedChecksums() {
        ByteBuffer record = ByteBuffer.wrap(EventFile.frame("123456789".getBytes(StandardCharsets.US_ASCII)))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(25, record.capacity());
        assertEquals(9, record.getLong(0));
        long crc = 0xE3069283L; // the check value published for CRC-32C
        long masked = ((crc >>> 15 | crc << 17) + 0xa282ead8L) & 0xFFFFFFFFL;
        assertEquals(masked, record.getInt(21) & 0xFFFFFFFFL);
    }

    @Test
    void writesTheWireFormatOfItsSpecification() {
        byte[] bytes = new Protobuf().integer(1, 150).text(2, "testing").toBytes();
        byte[] expected = {0x08, (byte) 0x96, 0x01, 0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g'};
        assertEquals(ByteBuffer.wrap(expected), ByteBuffer.wrap(bytes));
    }

    @Test
    void isReadByTensorBoard() throws Exception {
        RealPython python = RealPython.with("tensorboard");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("loss", "dice-ce");
        parameters.put("rate", "1e-3");
        parameters.put("flip", "true");
        try (TensorBoardTracker tracker = new TensorBoardTracker(folder)) {
            tracker.start(new Tracker.Run("first run", parameters, Map.of()));
            tracker.scalar("train/loss", 1, 0.5);
            tracker.scalar("train/loss", 300, 0.25);
            tracker.image("preview/1", 300, 3, 2, new int[] {0, 0xff0000, 0xff00, 0xff, 0xffffff, 0x808080});
            tracker.finished();
        }
        JsonObject read = JsonParser.parseString(python.lastLine(READER, folder.toString()))
                .getAsJsonObject();
        assertEquals("2.0", read.get("version").getAsString());
        assertEquals("[[1,0.5],[300,0.25]]", read.get("loss").toString());
        assertEquals("hparams", read.get("plugin").getAsString());
        assertEquals("first run", read.get("group").getAsString());
        assertEquals(
                JsonParser.parseString("{\"loss\":\"dice-ce\",\"rate\":0.001,\"flip\":true}"), read.get("hparams"));
        assertEquals("STATUS_SUCCESS", read.get("status").getAsString());
        assertEquals("[300,3,2]", read.get("image").toString());
        assertEquals("PNG", read.get("png").getAsString());
    }
}
