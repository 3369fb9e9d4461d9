package orbis.boot.recipe;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

import orbis.boot.ClientDirectory;
import orbis.boot.files.BootFiles;
import orbis.boot.files.BootFolder;

/**
 * The two halves of the recipe: what DHCP tells a client, and the files that it then asks for. Both come from the
 * client's record and the files in {@code orbis.tftp.root}.
 *
 * @param answers for DHCP.
 * @param files   for TFTP and HTTP.
 */
public record Recipes(BootRecipe answers, BootFiles files) {
    /**
     * Joins what the recipe depends on.
     *
     * @param settings  of the recipe.
     * @param folder    {@code orbis.tftp.root}; null if there is none.
     * @param templates a folder with templates of the administrator; null if there is none.
     * @param clients   known by what file names say of them.
     * @param executor  of looks at the folder.
     * @return both halves.
     */
    public static Recipes of(
        final RecipeSettings settings, final BootFolder folder, final Path templates, final ClientDirectory clients,
        final Executor executor) {
        final Set<String> candidates = new HashSet<>(BootLoaders.candidates());
        candidates.addAll(settings.loaders().values());
        candidates.addAll(settings.ipxe().values());
        final FolderView view = new FolderView(folder, candidates, SystemNanoClock.INSTANCE, executor);
        final ClientFiles files = new ClientFiles(
            settings, folder, new Templates(templates), SystemEpochClock.INSTANCE.time());
        return new Recipes(
            new ClientRecipe(settings, view, files), new ClientNamespace(folder, clients, files));
    }
}
