package orbis.engine.session;

import java.util.List;

/** What login and discovery ask: which targets there are for an initiator. Asked on the thread that does login. */
public interface TargetDirectory {
    /**
     * Finds a target for an initiator.
     *
     * @param targetName    as asked for, in lower case.
     * @param initiatorName who asks, in lower case.
     * @param portal        by which the connection came.
     * @return what there is to say.
     */
    TargetAnswer find(String targetName, String initiatorName, Portal portal);

    /**
     * Tells of the targets that an initiator may use.
     *
     * @param initiatorName who asks, in lower case.
     * @param portal        by which the connection came.
     * @param visitor       told of each target.
     */
    void list(String initiatorName, Portal portal, TargetVisitor visitor);

    /**
     * What an initiator may have of all targets together, in all its sessions; asked when one of them begins.
     *
     * @param initiatorName whose it is, in lower case.
     * @return the same object each time, as the sessions count in it, or one that lets everything pass.
     */
    default RateLimit rate(final String initiatorName) {
        return RateLimit.unlimited();
    }

    /** Takes targets, one at a time. */
    @FunctionalInterface
    interface TargetVisitor {
        /**
         * Takes one target.
         *
         * @param targetName its name.
         * @param portals    by which it can be had; that by which the connection came first, when it is one of them.
         */
        void onTarget(String targetName, List<Portal> portals);
    }
}
