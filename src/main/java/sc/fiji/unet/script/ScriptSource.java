package sc.fiji.unet.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions and methods of an archive by their full names, read from its source text. */
public final class ScriptSource {
    private final Map<String, ScriptSyntax.Function> functions = new HashMap<>();
    private final Map<String, ScriptSyntax.Expression> constants = new HashMap<>();
    private List<ScriptWords.Line> lines;
    private int at;

    /**
     * Adds a file.
     *
     * @param module its full name, such as {@code __torch__.torch.nn.functional}
     */
    public void add(String module, String text) {
        lines = ScriptWords.of(text);
        at = 0;
        while (at < lines.size()) {
            ScriptParser line = new ScriptParser(lines.get(at).words());
            if (line.take("class")) type(module + "." + line.next());
            else if (line.take("def")) define(module + ".");
            else at++; // such as imports, which are never needed: names are written out
        }
    }

    /** The function of a full name; null where there is none. */
    ScriptSyntax.Function function(String name) {
        return functions.get(name);
    }

    /** The constant that a class gives to all its objects; null where there is none. */
    ScriptSyntax.Expression constant(String type, String name) {
        return constants.get(type + "." + name);
    }

    private void type(String name) {
        int indent = lines.get(at++).indent();
        while (at < lines.size() && lines.get(at).indent() > indent) {
            ScriptParser line = new ScriptParser(lines.get(at).words());
            if (line.take("def")) {
                define(name + ".");
                continue;
            }
            List<String> words = lines.get(at++).words();
            int equals = words.indexOf("=");
            boolean constant = words.size() > 2 && words.get(1).equals(":") && equals > 1;
            if (!constant) continue;
            constants.put(name + "." + words.get(0), new ScriptParser(words.subList(equals + 1, words.size())).tuple());
        }
    }

    private void define(String prefix) {
        ScriptWords.Line head = lines.get(at++);
        ScriptParser words = new ScriptParser(head.words());
        words.need("def");
        String name = words.next();
        words.need("(");
        List<ScriptSyntax.Parameter> parameters = new ArrayList<>();
        while (!words.take(")")) {
            String parameter = words.next();
            if (words.take(":")) words.expression(); // its type
            parameters.add(new ScriptSyntax.Parameter(parameter, words.take("=") ? words.expression() : null));
            words.take(",");
        }
        functions.put(prefix + name, new ScriptSyntax.Function(prefix + name, parameters, block(head.indent())));
    }

    /** The lines that are indented by more. */
    private List<ScriptSyntax.Statement> block(int indent) {
        List<ScriptSyntax.Statement> body = new ArrayList<>();
        while (at < lines.size() && lines.get(at).indent() > indent) {
            ScriptWords.Line line = lines.get(at++);
            statement(line, new ScriptParser(line.words()), body);
        }
        return body;
    }

    private void statement(ScriptWords.Line line, ScriptParser words, List<ScriptSyntax.Statement> body) {
        if (words.take("pass")) return;
        if (words.take("return")) {
            body.add(new ScriptSyntax.Return(words.ended() ? ScriptSyntax.none() : words.tuple()));
        } else if (words.take("if")) {
            ScriptSyntax.Expression condition = words.expression();
            List<ScriptSyntax.Statement> yes = block(line.indent());
            boolean other = at < lines.size()
                    && lines.get(at).indent() == line.indent()
                    && lines.get(at).words().get(0).equals("else");
            if (other) at++;
            body.add(new ScriptSyntax.If(condition, yes, other ? block(line.indent()) : List.of()));
        } else if (words.take("for")) {
            String variable = words.next();
            words.need("in");
            body.add(new ScriptSyntax.For(variable, words.expression(), block(line.indent())));
        } else body.add(simple(line.words()));
    }

    /** An assignment, or an expression by itself. */
    private static ScriptSyntax.Statement simple(List<String> words) {
        int equals = -1;
        int depth = 0;
        for (int i = 0; i < words.size() && equals < 0; i++) {
            if ("([{".contains(words.get(i))) depth++;
            if (")]}".contains(words.get(i))) depth--;
            if (depth == 0 && words.get(i).equals("=")) equals = i;
        }
        if (equals < 0) return new ScriptSyntax.Evaluate(new ScriptParser(words).tuple());
        List<String> targets = new ArrayList<>();
        for (String word : words.subList(0, equals)) {
            if (word.equals(":")) break; // its type
            if (word.equals(",")) continue;
            if (!word.matches("[A-Za-z_]\\w*"))
                throw new IllegalArgumentException("its code changes " + String.join(" ", words.subList(0, equals)));
            targets.add(word);
        }
        return new ScriptSyntax.Assign(targets, new ScriptParser(words.subList(equals + 1, words.size())).tuple());
    }
}
