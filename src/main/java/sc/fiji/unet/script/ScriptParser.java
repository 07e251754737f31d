package sc.fiji.unet.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a line of source text as an expression, in the dialect that TorchScript archives are written in. */
final class ScriptParser {
    private static final int DEEPEST = 60;
    private final List<String> words;
    private int at;
    private int depth;

    ScriptParser(List<String> words) {
        this.words = words;
    }

    boolean ended() {
        return at >= words.size();
    }

    String peek() {
        return ended() ? "" : words.get(at);
    }

    String next() {
        if (ended()) throw new IllegalArgumentException("its code breaks off after " + String.join(" ", words));
        return words.get(at++);
    }

    boolean take(String word) {
        if (!peek().equals(word)) return false;
        at++;
        return true;
    }

    void need(String word) {
        if (ended()) next();
        if (!take(word))
            throw new IllegalArgumentException("its code says \"" + peek() + "\" in place of \"" + word + "\"");
    }

    /** One expression, or several with commas between as a list. */
    ScriptSyntax.Expression tuple() {
        ScriptSyntax.Expression first = expression();
        if (!peek().equals(",")) return first;
        List<ScriptSyntax.Expression> all = new ArrayList<>(List.of(first));
        while (take(",")) if (!ended()) all.add(expression());
        return new ScriptSyntax.Listed(all);
    }

    ScriptSyntax.Expression expression() {
        if (++depth > DEEPEST) throw new IllegalArgumentException("its code is nested too deeply");
        ScriptSyntax.Expression value = take("not") ? new ScriptSyntax.Not(expression()) : postfix(atom());
        if (take("if")) {
            ScriptSyntax.Expression condition = expression();
            need("else");
            value = new ScriptSyntax.Choice(condition, value, expression());
        }
        depth--;
        return value;
    }

    private ScriptSyntax.Expression atom() {
        String word = next();
        char first = word.charAt(0);
        if (first == '"' || first == '\'') return new ScriptSyntax.Literal(word.substring(1, word.length() - 1));
        if (word.equals("-")) return new ScriptSyntax.Literal(negative(number(next())));
        if (Character.isDigit(first) || first == '.') return new ScriptSyntax.Literal(number(word));
        return switch (word) {
            case "None" -> new ScriptSyntax.Literal(null);
            case "True" -> new ScriptSyntax.Literal(true);
            case "False" -> new ScriptSyntax.Literal(false);
            case "[" -> new ScriptSyntax.Listed(until("]"));
            case "(" -> parenthesized();
            default -> {
                if (!Character.isJavaIdentifierStart(first))
                    throw new IllegalArgumentException("its code has \"" + word + "\" where a value should be");
                yield new ScriptSyntax.Name(word);
            }
        };
    }

    private ScriptSyntax.Expression parenthesized() {
        if (take(")")) return new ScriptSyntax.Listed(List.of());
        ScriptSyntax.Expression first = expression();
        if (take(")")) return first;
        need(",");
        List<ScriptSyntax.Expression> all = new ArrayList<>(List.of(first));
        all.addAll(until(")"));
        return new ScriptSyntax.Listed(all);
    }

    private List<ScriptSyntax.Expression> until(String end) {
        List<ScriptSyntax.Expression> entries = new ArrayList<>();
        while (!take(end)) {
            entries.add(expression());
            if (!peek().equals(end)) need(",");
        }
        return entries;
    }

    private ScriptSyntax.Expression postfix(ScriptSyntax.Expression value) {
        while (true) {
            if (take(".")) value = new ScriptSyntax.Attribute(value, next());
            else if (take("(")) value = call(value);
            else if (take("[")) value = new ScriptSyntax.Element(value, element());
            else return value;
        }
    }

    private ScriptSyntax.Expression element() {
        List<ScriptSyntax.Expression> entries = until("]");
        return entries.size() == 1 ? entries.get(0) : new ScriptSyntax.Listed(entries);
    }

    private ScriptSyntax.Expression call(ScriptSyntax.Expression callee) {
        List<ScriptSyntax.Expression> arguments = new ArrayList<>();
        Map<String, ScriptSyntax.Expression> named = new LinkedHashMap<>();
        while (!take(")")) {
            if (at + 1 < words.size() && words.get(at + 1).equals("=")) {
                String name = next();
                need("=");
                named.put(name, expression());
            } else arguments.add(expression());
            if (!peek().equals(")")) need(",");
        }
        return new ScriptSyntax.Call(callee, arguments, named);
    }

    private static Object number(String word) {
        try {
            if (word.matches("\\d+")) return Long.parseLong(word);
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its code has the number " + word, e);
        }
    }

    private static Object negative(Object number) {
        return number instanceof Long whole ? (Object) (-whole) : (Object) (-(Double) number);
    }
}
