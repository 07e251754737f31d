package sc.fiji.unet.script;

import java.util.List;
import java.util.Map;

/** What the source text of TorchScript archives is made of, as far as networks are written in it. */
interface ScriptSyntax {
    /** The value of what says nothing. */
    static Expression none() {
        return new Literal(null);
    }

    /** Something that has a value. */
    sealed interface Expression {}

    /** A number, text, truth value, or null for None. */
    record Literal(Object value) implements Expression {}

    /** A variable, or the first word of a path. */
    record Name(String name) implements Expression {}

    /** An attribute of something, or a further word of a path. */
    record Attribute(Expression owner, String name) implements Expression {}

    /** A call, of whatever the first expression is. */
    record Call(Expression callee, List<Expression> arguments, Map<String, Expression> named) implements Expression {}

    /** An element of a list, or a type with its parameters. */
    record Element(Expression list, Expression index) implements Expression {}

    /** A list or tuple. */
    record Listed(List<Expression> entries) implements Expression {}

    /** One of two values. */
    record Choice(Expression condition, Expression yes, Expression no) implements Expression {}

    /** The other truth value. */
    record Not(Expression value) implements Expression {}

    /** Something that is done. */
    sealed interface Statement {}

    /** A value for one variable, or the entries of a list for several. */
    record Assign(List<String> targets, Expression value) implements Statement {}

    /** A value that nobody keeps. */
    record Evaluate(Expression value) implements Statement {}

    /** The end of a function. */
    record Return(Expression value) implements Statement {}

    /** One of two branches. */
    record If(Expression condition, List<Statement> yes, List<Statement> no) implements Statement {}

    /** Once for each entry of a list. */
    record For(String variable, Expression list, List<Statement> body) implements Statement {}

    /** A parameter of a function; without a default it has to be given. */
    record Parameter(String name, Expression otherwise) {}

    /** A function, or a method of a class. */
    record Function(String name, List<Parameter> parameters, List<Statement> body) {}
}
