package sc.fiji.unet.imagej.training;

import ij.CommandListener;
import ij.Executer;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.swing.JOptionPane;

/**
 * Asks before ImageJ or Fiji quits during a training, then has the training keep its best network and checkpoint. Both
 * programs quit by the command Quit, which may be turned down here. Where nobody can be asked, as when the computer shuts
 * down, the model folder holds what there was at the end of the last epoch.
 */
final class QuitGuard implements CommandListener {
    private static final String QUIT = "Quit";
    private static final String[] ANSWERS = {"Keep best and quit", "Go on training"};
    /** To finish a step and look at the validation images; the last epoch is on the disk anyway. */
    private static final long SECONDS_TO_STOP = 60;

    private static final QuitGuard ONLY = new QuitGuard();
    private final Set<TrainingControl> running = ConcurrentHashMap.newKeySet();

    private QuitGuard() {}

    /** Watches over a training until it has ended. */
    static void watch(TrainingControl training) {
        if (GraphicsEnvironment.isHeadless()) return;
        if (ONLY.running.isEmpty()) Executer.addCommandListener(ONLY);
        ONLY.running.add(training);
    }

    /** Lets go of a training that has ended: nobody is asked about it any more. */
    static void release(TrainingControl training) {
        ONLY.running.remove(training);
        if (ONLY.running.isEmpty()) Executer.removeCommandListener(ONLY);
    }

    /** Whether the program may quit: nothing trains, or a person agreed and all trainings have ended. Blocks until then. */
    static boolean mayQuit() {
        List<TrainingControl> trainings = List.copyOf(ONLY.running);
        if (trainings.isEmpty()) return true;
        if (!agrees(trainings)) return false;
        trainings.forEach(TrainingControl::stop);
        try {
            for (TrainingControl training : trainings) training.await(SECONDS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public String commandExecuting(String command) {
        return !QUIT.equals(command) || mayQuit() ? command : null;
    }

    private static boolean agrees(List<TrainingControl> trainings) {
        String names = trainings.stream().map(TrainingControl::title).collect(Collectors.joining(", "));
        AtomicBoolean agreed = new AtomicBoolean();
        onEventThread(() -> agreed.set(JOptionPane.showOptionDialog(
                        null,
                        "A U-Net is being trained: " + names
                                + ".\nIf you quit now, the best network so far is kept as the"
                                + " model,\nand the training can be resumed later.",
                        "Quit during a training",
                        JOptionPane.DEFAULT_OPTION,
                        JOptionPane.QUESTION_MESSAGE,
                        null,
                        ANSWERS,
                        ANSWERS[1])
                == 0));
        return agreed.get();
    }

    private static void onEventThread(Runnable question) {
        if (EventQueue.isDispatchThread()) {
            question.run();
            return;
        }
        try {
            EventQueue.invokeAndWait(question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
