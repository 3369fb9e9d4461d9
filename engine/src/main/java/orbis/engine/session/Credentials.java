package orbis.engine.session;

/** Who must prove what with CHAP. Asked on the thread that does login. */
public interface Credentials {
    /** Nobody needs to prove anything. */
    Credentials NONE = new Credentials() {
        @Override
        public ChapSecret forTarget(final String targetName, final String initiatorName) {
            return null;
        }

        @Override
        public ChapSecret forDiscovery(final String initiatorName) {
            return null;
        }
    };

    /** What an initiator must know to use a target, or null when nothing. */
    ChapSecret forTarget(String targetName, String initiatorName);

    /** What an initiator must know to ask which targets there are, or null when nothing. */
    ChapSecret forDiscovery(String initiatorName);
}
