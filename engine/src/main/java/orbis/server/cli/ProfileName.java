package orbis.server.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import orbis.server.config.Profile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Profiles by the names that people write. */
final class ProfileName implements ITypeConverter<Profile>, Iterable<String> {
    private static final List<String> NAMES = Stream.of(Profile.values()).map(Profile::toString).toList();

    @Override
    public Profile convert(final String name) {
        if (!NAMES.contains(name)) {
            throw new TypeConversionException("'" + name + "' is none of " + String.join(", ", NAMES));
        }
        return Profile.values()[NAMES.indexOf(name)];
    }

    @Override
    public Iterator<String> iterator() {
        return NAMES.iterator();
    }
}
