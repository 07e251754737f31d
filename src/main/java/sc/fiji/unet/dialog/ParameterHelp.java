package sc.fiji.unet.dialog;

import java.util.Collection;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.base.Html;

/** A help page made of what a command says about itself and its parameters. */
public final class ParameterHelp {
    private ParameterHelp() {}

    /** What the command does, what people wrote about it, a link to its page on the web, then label, macro key, bounds and description of each parameter. */
    public static String html(CommandInfo info, Collection<ModuleItem<?>> items) {
        StringBuilder html = new StringBuilder("<html><p>")
                .append(Html.escaped(info.getDescription()))
                .append("</p>")
                .append(HelpPage.offline(info))
                .append("<p><a href=\"")
                .append(HelpPage.address(info))
                .append("\">The newest version of this page on the web</a></p><h2>Fields</h2><dl>");
        for (ModuleItem<?> item : items) {
            String bound = ParameterValues.bound(item);
            html.append("<dt><b>")
                    .append(Html.escaped(item.getLabel()))
                    .append("</b> (")
                    .append(item.getName());
            if (!bound.isEmpty()) html.append(": ").append(bound);
            html.append(")</dt><dd>")
                    .append(Html.escaped(Choices.described(item)))
                    .append("</dd>");
        }
        return html.append("</dl></html>").toString();
    }
}
