package sc.fiji.unet.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sc.fiji.unet.script.ScriptSyntax.Expression;
import sc.fiji.unet.script.ScriptSyntax.Statement;

/**
 * Goes through the source text of an archive as Python would, with an image of which only the shape is known. What it does
 * to tensors is told to somebody else; nothing else can be done by it than to compute with numbers and lists. Work is bounded.
 */
public final class ScriptRun {
    private static final int MOST_STEPS = 2_000_000;
    private static final int DEEPEST = 200;
    private final ScriptSource source;
    private final ScriptNumbers numbers;
    private final Function<String, Object> constants;
    private int steps;
    private int depth;

    /** A word of a path, such as {@code torch.nn}, that is no value yet. */
    private record Path(String text) {}

    /** A method of an object. */
    private record Method(ScriptObject object, String name) {}

    private record Returned(Object value) {}

    /**
     * Prepares to go through an archive.
     *
     * @param constants the tensors among its constants, by name
     * @param tensors told what is done to tensors
     */
    public ScriptRun(ScriptSource source, Function<String, Object> constants, TensorOperators tensors) {
        this.source = source;
        this.constants = constants;
        numbers = new ScriptNumbers(tensors);
    }

    /** What the forward method of a module gives. */
    public Object forward(ScriptObject module, List<?> inputs) {
        return call(new Method(module, "forward"), List.copyOf(inputs), Map.of());
    }

    private Object call(Object callee, List<Object> arguments, Map<String, Object> named) {
        if (callee instanceof Method method) {
            List<Object> all = new ArrayList<>(List.of(method.object()));
            all.addAll(arguments);
            return function(method.object().type() + "." + method.name(), all, named);
        }
        if (!(callee instanceof Path path)) throw new IllegalArgumentException("its code calls what is no function");
        if (path.text().startsWith("__torch__.")) return function(path.text(), arguments, named);
        return numbers.call(path.text(), arguments, named);
    }

    private Object function(String name, List<Object> arguments, Map<String, Object> named) {
        ScriptSyntax.Function function = source.function(name);
        if (function == null) throw new IllegalArgumentException("its code lacks " + name);
        if (++depth > DEEPEST) throw new IllegalArgumentException("its code calls itself without end");
        Map<String, Object> variables = new HashMap<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            ScriptSyntax.Parameter parameter = function.parameters().get(i);
            Object value;
            if (i < arguments.size()) value = arguments.get(i);
            else if (named.containsKey(parameter.name())) value = named.get(parameter.name());
            else if (parameter.otherwise() != null) value = value(parameter.otherwise(), variables);
            else throw new IllegalArgumentException("its code calls " + name + " without " + parameter.name());
            variables.put(parameter.name(), value);
        }
        Object result = run(function.body(), variables);
        depth--;
        return result instanceof Returned returned ? returned.value() : null;
    }

    /** Null, or what was returned. */
    private Returned run(List<Statement> body, Map<String, Object> variables) {
        for (Statement statement : body) {
            if (++steps > MOST_STEPS) throw new IllegalArgumentException("its code does not come to an end");
            Returned returned = run(statement, variables);
            if (returned != null) return returned;
        }
        return null;
    }

    private Returned run(Statement statement, Map<String, Object> variables) {
        if (statement instanceof ScriptSyntax.Return end) return new Returned(value(end.value(), variables));
        if (statement instanceof ScriptSyntax.If choice) {
            return run(truth(choice.condition(), variables) ? choice.yes() : choice.no(), variables);
        }
        if (statement instanceof ScriptSyntax.For loop) return loop(loop, variables);
        if (statement instanceof ScriptSyntax.Evaluate one) value(one.value(), variables);
        if (statement instanceof ScriptSyntax.Assign assign) assign(assign, variables);
        return null;
    }

    private Returned loop(ScriptSyntax.For loop, Map<String, Object> variables) {
        for (Object entry : ScriptNumbers.list(value(loop.list(), variables))) {
            variables.put(loop.variable(), entry);
            Returned returned = run(loop.body(), variables);
            if (returned != null) return returned;
        }
        return null;
    }

    private void assign(ScriptSyntax.Assign assign, Map<String, Object> variables) {
        Object value = value(assign.value(), variables);
        if (assign.targets().size() == 1) {
            variables.put(assign.targets().get(0), value);
            return;
        }
        List<Object> entries = ScriptNumbers.list(value);
        for (int i = 0; i < assign.targets().size(); i++)
            variables.put(assign.targets().get(i), entries.get(i));
    }

    private boolean truth(Expression condition, Map<String, Object> variables) {
        return ScriptNumbers.truth(value(condition, variables));
    }

    private Object value(Expression expression, Map<String, Object> variables) {
        if (++steps > MOST_STEPS) throw new IllegalArgumentException("its code does not come to an end");
        if (expression instanceof ScriptSyntax.Literal literal) return literal.value();
        if (expression instanceof ScriptSyntax.Name name) {
            return variables.containsKey(name.name()) ? variables.get(name.name()) : new Path(name.name());
        }
        if (expression instanceof ScriptSyntax.Attribute attribute) {
            return attribute(value(attribute.owner(), variables), attribute.name());
        }
        if (expression instanceof ScriptSyntax.Listed listed) {
            List<Object> entries = new ArrayList<>();
            for (Expression entry : listed.entries()) entries.add(value(entry, variables));
            return entries;
        }
        if (expression instanceof ScriptSyntax.Choice choice) {
            return value(truth(choice.condition(), variables) ? choice.yes() : choice.no(), variables);
        }
        if (expression instanceof ScriptSyntax.Not not) return !truth(not.value(), variables);
        if (expression instanceof ScriptSyntax.Element element) {
            return ScriptNumbers.element(value(element.list(), variables), value(element.index(), variables));
        }
        return called((ScriptSyntax.Call) expression, variables);
    }

    private Object attribute(Object owner, String name) {
        if (owner instanceof Path path) {
            return path.text().equals("CONSTANTS") ? constants.apply(name) : new Path(path.text() + "." + name);
        }
        if (!(owner instanceof ScriptObject object)) {
            throw new IllegalArgumentException("its code asks for " + name + " of what has no such thing");
        }
        if (source.function(object.type() + "." + name) != null) return new Method(object, name);
        if (object.has(name)) return object.get(name);
        Expression constant = source.constant(object.type(), name);
        if (constant == null) throw new IllegalArgumentException("its module lacks " + name);
        return value(constant, Map.of());
    }

    /** Types are not looked at. */
    private Object called(ScriptSyntax.Call call, Map<String, Object> variables) {
        String word = call.callee() instanceof ScriptSyntax.Name name ? name.name() : "";
        List<Expression> said = call.arguments();
        switch (word) {
            case "annotate", "unchecked_cast" -> {
                return value(said.get(1), variables);
            }
            case "uninitialized" -> {
                return null;
            }
            case "getattr" -> {
                return attribute(value(said.get(0), variables), (String) value(said.get(1), variables));
            }
            default -> {
                List<Object> arguments = new ArrayList<>();
                for (Expression argument : said) arguments.add(value(argument, variables));
                Map<String, Object> named = new HashMap<>();
                call.named().forEach((name, argument) -> named.put(name, value(argument, variables)));
                return call(value(call.callee(), variables), arguments, named);
            }
        }
    }
}
