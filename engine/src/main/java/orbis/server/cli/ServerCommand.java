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

    /** Has the server change a property of a disk or a client while it runs, and keeps it in the file. */
    final void change(final String what, final String name, final String key, final String value) throws Exception {
        final Map<String, String> change = Map.of("orbis." + what + '.' + name + '.' + key, value);
        // What the server takes it must find in its file when it starts again.
        server.configuration().with(change);
        say(server.demand(what, "set", name, key, value));
        say(server.keep(change));
    }

    /** Adds a key of a disk or a client, where the option for it was given. */
    static void put(
        final Map<String, String> keys, final Setting<?> setting, final String name, final String value) {
        if (value != null) {
            keys.put(setting.keyFor(name), value);
        }
    }
}
