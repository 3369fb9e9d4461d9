package orbis.boot.tftp;

import java.util.concurrent.TimeUnit;

import org.agrona.MutableDirectBuffer;

import orbis.boot.ClientRecord;
import orbis.boot.files.FileBytes;
import orbis.protocol.tftp.OptionAckEncoder;
import orbis.protocol.tftp.TftpFlyweight;
import orbis.protocol.tftp.TftpOption;
import orbis.protocol.tftp.TftpRequest;

/**
 * One file on its way to one client: a window of blocks, and what the client has acknowledged of them (RFC 1350,
 * RFC 7440). Pooled, so that nothing is allocated for it.
 */
final class Transfer {
    /** Where it stands. */
    enum State {
        /** In the pool. */
        FREE,
        /** The file is being looked for. */
        LOADING,
        /** An OACK, or the first block, was sent to an address that has not proved to be real by answering. */
        OFFERED,
        /** The client answers. */
        SENDING
    }

    /** Packets to an address that has not answered, so that a forged one is not flooded with our help. */
    static final int MAX_OFFERS = 3;

    private static final long MAX_OFFER_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int DEFAULT_BLKSIZE = 512;
    private static final int MAX_RETRIES = 8;
    private static final int MAX_LAST_BLOCK_RETRIES = 3;
    /** A second ACK of a block that comes sooner than this was doubled on the way: no block was lost. */
    private static final long DUPLICATE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    Transfer wheelNext;
    Transfer wheelPrevious;
    long wheelTick = -1;
    long deadlineNs;
    long heardNs;
    boolean queued;

    State state = State.FREE;
    TftpEndpoint endpoint;
    int address;
    int port;
    TftpRequest request = new TftpRequest();
    boolean cancelled;
    ClientRecord client;
    FileBytes bytes;
    int errorCode;
    String errorText;

    private final RoundTrip roundTrip = new RoundTrip();
    private int blksize;
    private int window;
    private int offers;
    private int retries;
    private boolean rewound;
    private long length;
    private long lastBlock;
    private long acked;
    private long next;
    private long windowEnd;
    private long highest;
    private long sentNs;
    private long timedBlock;

    /** Takes a request; the file is to be looked for. */
    void begin(final TftpEndpoint from, final int clientAddress, final int clientPort, final long nowNs) {
        state = State.LOADING;
        heardNs = nowNs;
        endpoint = from;
        address = clientAddress;
        port = clientPort;
        cancelled = false;
        client = null;
        bytes = null;
        errorText = null;
        offers = 0;
        retries = 0;
        rewound = false;
        acked = 0;
        next = 1;
        highest = 0;
    }

    /** The file is there: settles the options within the limits. */
    void negotiate(final TftpLimits limits) {
        state = State.OFFERED;
        final long timeoutS = request.value(TftpOption.TIMEOUT);
        roundTrip.reset(timeoutS == TftpRequest.ABSENT ? 0 : TimeUnit.SECONDS.toNanos(timeoutS));
        blksize = granted(TftpOption.BLKSIZE, DEFAULT_BLKSIZE, Math.min(limits.maxBlksize(), endpoint.maxBlksize()));
        window = granted(TftpOption.WINDOWSIZE, 1, limits.maxWindowsize());
        length = bytes.length();
        lastBlock = length / blksize + 1;
        windowEnd = window;
    }

    private int granted(final TftpOption option, final int otherwise, final int max) {
        final long asked = request.value(option);
        return asked == TftpRequest.ABSENT ? otherwise : (int) Math.min(asked, max);
    }

    /** Sends the OACK or, to a client that knows no options, the first block. False if the socket is full. */
    boolean offer(final DatagramPort socket, final OptionAckEncoder encoder, final long nowNs) {
        final MutableDirectBuffer header = socket.claim();
        if (header == null) {
            return false;
        }
        if (request.optionCount() == 0) {
            commitBlock(socket, header, 1);
            next = 2;
            highest = 1;
        } else {
            encoder.wrap(header, 0);
            for (int i = 0; i < request.optionCount(); i++) {
                encoder.put(request.option(i), value(request.option(i)));
            }
            socket.commit(address, port, encoder.length(), 0, 0);
        }
        offers++;
        sentNs = nowNs;
        timedBlock = offers == 1 ? highest : -1;
        deadlineNs = nowNs + (Math.min(roundTrip.timeoutNs(), MAX_OFFER_NS) << offers - 1);
        return true;
    }

    private long value(final TftpOption option) {
        return switch (option) {
            case BLKSIZE -> blksize;
            case WINDOWSIZE -> window;
            case TSIZE -> length;
            case TIMEOUT -> request.value(option);
        };
    }

    boolean mayOfferAgain() {
        return offers < MAX_OFFERS;
    }

    /** An ACK came. True if there is something to send now, or nothing left to be sent. */
    boolean onAck(final int number, final long nowNs) {
        final long block = acked + (number - acked & 0xFFFF);
        if (state == State.OFFERED && request.optionCount() > 0) {
            if (number != 0) {
                return false;
            }
            progress(0, nowNs);
            return true;
        }
        if (block == acked) {
            return state == State.SENDING && onDuplicateAck(nowNs);
        }
        if (block > highest) {
            return false;
        }
        // An ACK in the middle of a window says that the blocks after it are lost, and is often repeated for each
        // block that came behind the gap.
        final boolean gap = block < windowEnd && block < lastBlock;
        progress(block, nowNs);
        if (gap) {
            rewind();
        }
        return true;
    }

    private void progress(final long block, final long nowNs) {
        if (block == timedBlock) {
            roundTrip.sample(nowNs - sentNs);
        }
        state = State.SENDING;
        heardNs = nowNs;
        acked = block;
        next = block + 1;
        windowEnd = block + window;
        retries = 0;
        rewound = false;
    }

    /**
     * The first block of a window was lost, or an ACK was doubled. Answering each doubled ACK with a block would
     * double all blocks that follow (the Sorcerer's Apprentice, RFC 1123 section 4.2.3.1). So would answering those
     * that a client sends for blocks which it has already: they come sooner than the window can have got there.
     */
    private boolean onDuplicateAck(final long nowNs) {
        final boolean lost = window > 1 && !rewound && highest > acked && nowNs - sentNs >= roundTrip.leastNs();
        if (!lost && nowNs - sentNs < DUPLICATE_NS) {
            return false;
        }
        rewind();
        return true;
    }

    private void rewind() {
        rewound = true;
        timedBlock = -1;
        next = acked + 1;
        windowEnd = acked + window;
    }

    /** No ACK came in time. False if the client is to be given up. */
    boolean onTimeout() {
        if (state == State.OFFERED) {
            return mayOfferAgain();
        }
        retries++;
        if (retries > (awaitsLastAck() ? MAX_LAST_BLOCK_RETRIES : MAX_RETRIES)) {
            return false;
        }
        roundTrip.backOff();
        rewind();
        return true;
    }

    /** Whether the client has everything but may not have said so: its last ACK is the one most often lost. */
    boolean awaitsLastAck() {
        return highest == lastBlock && lastBlock - acked <= window;
    }

    boolean isComplete() {
        return state == State.SENDING && acked == lastBlock;
    }

    boolean hasBlocks() {
        return next <= Math.min(windowEnd, lastBlock);
    }

    /** Whether the last block is among those that are due: the client takes what it has for the file then. */
    boolean isAboutToEnd() {
        return hasBlocks() && windowEnd >= lastBlock;
    }

    /** Sends the blocks that are due, as many as the socket takes. Gives how many. */
    int send(final DatagramPort socket, final long nowNs) {
        int count = 0;
        final long end = Math.min(windowEnd, lastBlock);
        while (next <= end) {
            final MutableDirectBuffer header = socket.claim();
            if (header == null) {
                break;
            }
            commitBlock(socket, header, next);
            next++;
            count++;
        }
        if (next > end && !rewound) {
            timedBlock = end;
        }
        highest = Math.max(highest, next - 1);
        sentNs = nowNs;
        deadlineNs = nowNs + roundTrip.timeoutNs();
        return count;
    }

    private void commitBlock(final DatagramPort socket, final MutableDirectBuffer header, final long block) {
        final long offset = (block - 1) * blksize;
        final int payload = (int) Math.min(blksize, length - offset);
        TftpFlyweight.putData(header, 0, block);
        socket.commit(address, port, TftpFlyweight.HEADER_LENGTH, bytes.address(offset), payload);
    }

    /** Bytes of the file, once it is there. */
    long length() {
        return length;
    }

    /** Bytes that the client has acknowledged. */
    long ackedBytes() {
        return Math.min(acked * blksize, length);
    }
}
