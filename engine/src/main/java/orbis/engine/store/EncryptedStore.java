package orbis.engine.store;

import java.util.ArrayDeque;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.sys.Slab;

/**
 * A store the bytes of which are encrypted in the one below. What has no space of its own there, and what was given
 * back, reads as zeroes here too: so it is as thin as what is below, and tells as much of what was never written.
 *
 * <p>What is read is decrypted where it stands. What is written belongs to whoever writes it, so it is encrypted into
 * memory of this store, some at a time; what comes then waits.
 */
public final class EncryptedStore extends ForwardingStore {
    private static final int PIECE = 256 * 1024;
    private static final int PIECES = 16;

    private final DiskKey key;
    private final Slab slab = new Slab((long) PIECE * PIECES);
    private final ArrayDeque<Transfer> waiting = new ArrayDeque<>();
    private final long[] pieces = new long[PIECES];
    private int freePieces;
    private IoEngine engine;
    private XtsCipher cipher;
    private Transfer free;

    /**
     * Lays encryption over a store.
     *
     * @param below has the encrypted bytes; closed with this store.
     * @param key   of this disk alone.
     */
    public EncryptedStore(final BlockStore below, final DiskKey key) {
        super(below);
        this.key = key;
        cipher = new XtsCipher(key.bytes());
        while (freePieces < PIECES) {
            pieces[freePieces] = slab.address() + (long) freePieces++ * PIECE;
        }
    }

    @Override
    public void bind(final IoEngine owner) {
        engine = owner;
        super.bind(owner);
    }

    @Override
    public void read(final long position, final long address, final int length, final IoHandler handler,
                     final int token) {
        final Transfer read = transfer(position, address, length, handler, token);
        super.read(position, address, length, read, 0);
    }

    @Override
    public void write(final long position, final long address, final int length, final boolean durable,
                      final IoHandler handler, final int token) {
        final Transfer write = transfer(position, address, length, handler, token);
        write.durable = durable;
        if (freePieces == 0) {
            waiting.add(write);
        } else {
            write.piece = pieces[--freePieces];
            write.writeNext();
        }
    }

    @Override
    public boolean canForgetKey() {
        return true;
    }

    @Override
    public void forgetKey(final IoHandler handler, final int token) {
        engine.offload(IoEngine.NO_FILE, key::forget, (same, result) -> {
            cipher = new XtsCipher(key.bytes());
            handler.onComplete(same, result);
        }, token);
    }

    @Override
    public void close() {
        super.close();
        slab.close();
    }

    private Transfer transfer(final long position, final long address, final int length, final IoHandler handler,
                              final int token) {
        Transfer transfer = free;
        if (transfer == null) {
            transfer = new Transfer();
        } else {
            free = transfer.next;
        }
        transfer.position = position;
        transfer.address = address;
        transfer.length = length;
        transfer.done = 0;
        transfer.handler = handler;
        transfer.token = token;
        return transfer;
    }

    /** One read or write on its way; reused. */
    private final class Transfer implements IoHandler {
        private long position;
        private long address;
        private int length;
        private boolean durable;
        /** Where a write is encrypted; 0 for a read. */
        private long piece;
        private int done;
        private IoHandler handler;
        private int token;
        private Transfer next;

        private void writeNext() {
            final int bytes = Math.min(PIECE, length - done);
            cipher.encrypt((position + done) / XtsCipher.UNIT, address + done, piece, bytes);
            below().write(position + done, piece, bytes, durable, this, bytes);
        }

        @Override
        public void onComplete(final int bytes, final long result) {
            if (piece == 0) {
                if (result >= 0) {
                    cipher.decrypt(position / XtsCipher.UNIT, address, length);
                }
                end(result);
                return;
            }
            done += bytes;
            if (result >= 0 && done < length) {
                writeNext();
            } else {
                releasePiece();
                end(result < 0 ? result : length);
            }
        }

        private void releasePiece() {
            final Transfer first = waiting.poll();
            if (first == null) {
                pieces[freePieces++] = piece;
            } else {
                first.piece = piece;
                first.writeNext();
            }
            piece = 0;
        }

        private void end(final long result) {
            final IoHandler told = handler;
            handler = null;
            next = free;
            free = this;
            told.onComplete(token, result);
        }
    }
}
