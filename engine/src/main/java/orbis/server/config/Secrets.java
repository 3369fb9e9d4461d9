package orbis.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import orbis.engine.session.ChapSecret;
import orbis.engine.session.Credentials;

/** The file of CHAP secrets. What it says of mistakes never holds a secret. */
public final class Secrets implements Credentials {
    private static final String DISCOVERY = "discovery";
    /** Below 96 bits RFC 7143 section 9.2.1 asks for IPsec; 12 characters are the least that initiators take. */
    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 255;

    private final List<Rule> rules = new ArrayList<>();
    private ChapSecret discovery;

    private record Rule(NamePattern initiator, ChapSecret secret) {
    }

    private Secrets() {
    }

    /**
     * Reads a file.
     *
     * @param path     of the file.
     * @param mistakes is added what is wrong.
     * @return what could be read.
     */
    public static Secrets read(final Path path, final List<String> mistakes) {
        final Secrets secrets = new Secrets();
        try {
            final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            permissions.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            if (!permissions.isEmpty()) {
                mistakes.add(path + ": others than its owner may read or use it; run chmod 600 " + path);
            }
            final List<String> lines = Files.readAllLines(path);
            for (int i = 0; i < lines.size(); i++) {
                final String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    final String wrong = secrets.add(line.split("\\s+"));
                    if (wrong != null) {
                        mistakes.add(path + ":" + (i + 1) + ": " + wrong);
                    }
                }
            }
        } catch (final NoSuchFileException missing) {
            mistakes.add(TargetSettings.SECRETS + " = " + path + ": there is no such file");
        } catch (final IOException fault) {
            mistakes.add(TargetSettings.SECRETS + " = " + path + ": cannot be read as text");
        }
        return secrets;
    }

    /** Takes a rule; what is wrong with it, or null. */
    private String add(final String[] words) {
        if (words.length != 3 && words.length != 5) {
            return "has " + words.length + " words, not 3 (initiator, name, secret) or 5 (target's name and secret)";
        }
        final boolean mutual = words.length == 5;
        for (int i = 2; i < words.length; i += 2) {
            if (words[i].length() < MIN_LENGTH || words[i].length() > MAX_LENGTH) {
                return "a secret has " + words[i].length() + " characters, not " + MIN_LENGTH + " to " + MAX_LENGTH;
            }
        }
        if (mutual && words[2].equals(words[4])) {
            return "both sides have the same secret, which lets anybody reflect the proof";
        }
        final ChapSecret secret = new ChapSecret(words[1], bytes(words[2]),
            mutual ? words[3] : null, mutual ? bytes(words[4]) : null);
        if (words[0].equals(DISCOVERY)) {
            discovery = secret;
        } else {
            rules.add(new Rule(new NamePattern(words[0]), secret));
        }
        return null;
    }

    private static byte[] bytes(final String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ChapSecret forTarget(final String targetName, final String initiatorName) {
        for (final Rule rule : rules) {
            if (rule.initiator.matches(initiatorName)) {
                return rule.secret;
            }
        }
        return null;
    }

    @Override
    public ChapSecret forDiscovery(final String initiatorName) {
        return discovery;
    }
}
