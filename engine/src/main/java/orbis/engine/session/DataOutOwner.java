package orbis.engine.session;

import orbis.engine.io.BufferPool;
import orbis.protocol.iscsi.SessionParameters;

/** For whom {@link DataOutAssembly} gathers data. */
interface DataOutOwner {
    SessionParameters parameters();

    BufferPool buffers();

    /** Asks the initiator for a burst. */
    void sendR2t(IscsiTask task, int tag, int offset, int length);

    /** Takes a chunk that is complete, until {@link DataOutAssembly#chunkDone}. */
    void chunkFull(IscsiTask task, long address, int offset, int length);
}
