package sc.fiji.unet.imagej.drop;

import javax.swing.SwingUtilities;
import org.scijava.event.EventHandler;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;
import org.scijava.ui.event.UIShownEvent;

/** Has Fiji take models that are dropped on its window, as soon as there is one. */
@Plugin(type = Service.class)
public final class ModelDropService extends AbstractService implements SciJavaService {
    @EventHandler
    void onEvent(UIShownEvent shown) {
        SwingUtilities.invokeLater(ModelDrop::install);
    }
}
