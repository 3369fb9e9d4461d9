package orbis.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;

import orbis.server.config.Setting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that administers a server. */
abstract class ServerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ServerOptions server;

    final ServerOptions server() {
        return server;
    }

    /** Prints text, whether it ends its last line or not. */
    final void say(final String text) {
        spec.commandLine().getOut().println(text.stripTrailing());
    }

    /** What is wrong with how the command was given. */
    final ParameterException misuse(final String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** Adds a key of a disk or a client, where the option for it was given. */
    static void put(
        final Map<String, String> keys, final Setting<?> setting, final String name, final String value) {
        if (value != null) {
            keys.put(setting.keyFor(name), value);
        }
    }
}
