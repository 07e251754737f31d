package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.scijava.util.ClassUtils;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.workflow.Storage;

class StorageCommandTest {
    @Test
    void itSaysWhereEverythingLiesBeforeItAsksAndDeletesNothingUnasked() {
        StorageCommand command = new StorageCommand();
        command.prepare();
        String said = Storage.ofThisPerson().describe();
        assertEquals(said, ClassUtils.getValue(ClassUtils.getField(StorageCommand.class, "found"), command));
        assertEquals(said, command.execute(Progress.NONE));
        assertEquals(said, Storage.ofThisPerson().describe());
    }
}
