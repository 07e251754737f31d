package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** TorchScript is a program; of one that does more than a network needs nothing is done. */
class HostileScriptsTest {
    @TempDir
    Path folder;

    private void refused(String words, String... lines) {
        Path file = folder.resolve("net.pt");
        StringBuilder code = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        code.append("  training : bool\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n");
        for (String line : lines) code.append("    ").append(line).append('\n');
        TorchScriptWriter.writeCode(file, code.toString());
        Path model = folder.resolve("model");
        String message = assertThrows(InputException.class, () -> Packages.imported(file, model))
                .getMessage();
        assertTrue(message.contains(words), message);
        assertFalse(Files.exists(model), "nothing is written");
        assertFalse(Files.exists(folder.resolve("evil")));
    }

    @Test
    void operatorsThatTouchFiles() {
        String evil = "\"" + folder.resolve("evil") + "\"";
        refused("its operator save is none of the operators", "torch.save(x, " + evil + ")", "return x");
        refused("from_file", "y = torch.from_file(" + evil + ", True, 4)", "return torch.add(x, y)");
        refused("ops.image.write_file", "ops.image.write_file(" + evil + ", x)", "return x");
    }

    @Test
    void operatorsThatNoNetworkOfOursHas() {
        refused("its operator elu is none of the operators", "return torch.elu(x)");
    }

    private static String[] lines(String[] before, String last) {
        return Stream.concat(Stream.of(before), Stream.of(last, "return x")).toArray(String[]::new);
    }

    @Test
    void settingsThatAreSaidByName() {
        refused("has a factor", "return torch.add(x, x, alpha=2)");
        refused("has a factor", "return torch.sub(x, x, alpha=0.5)");
        refused("has a factor", "return torch.add(x, x, 2)");
        refused("rounds", "return torch.div(x, 3, rounding_mode=\"floor\")");
        refused("divides by another number", "return torch.avg_pool2d(x, [2], [2], [0], False, True, 3)");
        refused("divides by another number", "return torch.avg_pool2d(x, [2], [2], [0], divisor_override=3)");
        refused("operator elu", "return torch.elu(torch.add(x, x, alpha=1))");
        refused("operator elu", "return torch.elu(torch.div(x, 3, rounding_mode=None))");
        refused("operator elu", "return torch.elu(torch.clone(x, memory_format=0))");
    }

    @Test
    void codeWithoutEnd() {
        refused(
                "does not come to an end",
                "for i in range(90000):",
                "  for j in range(90000):",
                "    y = torch.add(i, j)",
                "return x");
        refused("without end", "return (self).forward(x, )");
        refused("range", "for i in range(99999999999):", "  y = i", "return x");
        refused("range", "for i in range(-9223372036854775807, 9223372036854775807):", "  y = i", "return x");
        refused("list without end", "y = [1]", "for i in range(40):", "  y = torch.add(y, y)", "return x");
        String[] nested = {"y = [1]", "z = [1]", "for i in range(60):", "  y = [y, y]", "  z = [z, z]"};
        refused("list without end", lines(nested, "x = torch.add(y, y)"));
        refused("does not answer with one image", lines(nested, "return torch.__is__(y, z)"));
        refused("refuses the image", lines(nested, "ops.prim.RaiseException(y)"));
    }

    @Test
    void linesThatAreNoCodeOfNetworks() {
        refused("line that no network needs", "y = x @ x", "return y");
        refused("changes", "self.training = True", "return x");
        refused("breaks off", "return torch.relu(x");
        refused("lacks __torch__.other.run", "return __torch__.other.run(x)");
        refused("calls what is no function", "return (x)(x)");
    }

    @Test
    void answersThatAreNoImage() {
        refused("does not answer with one image", "return 3");
        refused("does not answer with one image", "return (x, x)");
        refused("cannot be used", "return torch.reshape(x, [1, 4])");
    }
}
