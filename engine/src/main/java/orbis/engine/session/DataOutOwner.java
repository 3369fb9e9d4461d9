package orbis.engine.session;

import orbis.engine.io.BufferPool;
import orbis.protocol.iscsi.SessionParameters;

/** For whom {@link DataOutAssembly} gathers data. */
interface DataOutOwner {
    SessionParameters parameters();

    BufferPool buffers();

    /** Whether one more R2T may wait to be sent; when not, the owner tells by {@link DataOutAssembly#start()} later. */
    boolean admitsR2t(IscsiTask task);

    /** Asks the initiator for a burst. */
    void sendR2t(IscsiTask task, int tag, int offset, int length);

    /** Takes a chunk that is complete, until {@link DataOutAssembly#chunkDone}. */
    void chunkFull(IscsiTask task, long address, int offset, int length);
}
