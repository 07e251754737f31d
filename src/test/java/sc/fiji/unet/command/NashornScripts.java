package sc.fiji.unet.command;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** JavaScript as Fiji has it, whose own adapter of this engine is not where this build can fetch it from. */
@Plugin(type = ScriptLanguage.class, name = "JavaScript")
public class NashornScripts extends AdaptedScriptLanguage {
    /** Adapts Nashorn. */
    public NashornScripts() {
        super("nashorn");
    }
}
