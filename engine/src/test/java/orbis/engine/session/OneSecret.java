package orbis.engine.session;

/** The same secret for every target and for discovery; null for none. */
record OneSecret(ChapSecret secret) implements Credentials {
    @Override
    public ChapSecret forTarget(final String targetName, final String initiatorName) {
        return secret;
    }

    @Override
    public ChapSecret forDiscovery(final String initiatorName) {
        return secret;
    }
}
