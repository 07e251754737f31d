package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operating systems say of their supplies of power. */
class PowerSourceTest {
    @TempDir
    Path supplies;

    private void supply(String name, String... files) throws IOException {
        Path folder = Files.createDirectories(supplies.resolve(name));
        for (int i = 0; i < files.length; i += 2) Files.writeString(folder.resolve(files[i]), files[i + 1] + "\n");
    }

    private boolean isBattery() throws IOException {
        return PowerSource.isBatteryOnLinux(supplies);
    }

    @Test
    void aNotebookRunsOnItsBatteryWhereTheMainsAreOff() throws IOException {
        supply("AC", "type", "Mains", "online", "0");
        supply("BAT0", "type", "Battery", "status", "Discharging");
        assertTrue(isBattery());
        supply("AC", "type", "Mains", "online", "1");
        assertFalse(isBattery(), "a battery may be used up a little all the same");
    }

    @Test
    void aChargerThatIsPluggedIntoUsbIsMains() throws IOException {
        supply("BAT1", "type", "Battery", "status", "Charging");
        supply("ucsi-source-psy", "type", "USB", "online", "1");
        assertFalse(isBattery());
        supply("ucsi-source-psy", "type", "USB", "online", "0");
        supply("BAT1", "type", "Battery", "status", "Discharging");
        assertTrue(isBattery());
    }

    @Test
    void theBatteryOfAMouseIsNotThatOfTheMachine() throws IOException {
        assertFalse(isBattery(), "a machine without any");
        supply("hidpp_battery_0", "type", "Battery", "status", "Discharging", "scope", "Device");
        assertFalse(isBattery());
        assertFalse(PowerSource.isBatteryOnLinux(supplies.resolve("nothing")));
    }

    @Test
    void aMacSaysWhatItDrawsFrom() {
        String battery = " -InternalBattery-0 (id=4653155)\t80%; %s; 4:11 remaining present: true";
        assertTrue(PowerSource.isBatteryOnMac(
                "Now drawing from 'Battery Power'\n" + battery.replace("%s", "discharging")));
        assertFalse(PowerSource.isBatteryOnMac("Now drawing from 'AC Power'\n" + battery.replace("%s", "charged")));
        assertFalse(PowerSource.isBatteryOnMac(""));
    }

    @Test
    void thisMachineIsAskedWithoutAnError() {
        assertDoesNotThrow(PowerSource::isBattery);
    }
}
