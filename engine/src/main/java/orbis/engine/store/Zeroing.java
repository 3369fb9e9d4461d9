package orbis.engine.store;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.sys.BlockDevices;
import orbis.sys.Errno;
import orbis.sys.Files;
import orbis.sys.Slab;

/**
 * Makes zeroes in a file or device by the cheapest way that it has: down a ladder of ways, where one that is not
 * supported is remembered and not tried again.
 *
 * <ol>
 *   <li>punch a hole, when the space may be given back (files: Linux 2.6.38; devices: 4.9);
 *   <li>zero the range (files: 3.15; devices: 4.9);
 *   <li>punch a hole and allocate it again: files of file systems without the former; not those in memory, where a
 *       SEEK_DATA walks over such pages one by one with the file locked (6.18);
 *   <li>BLKZEROOUT: devices of older kernels;
 *   <li>write zeroes.
 * </ol>
 */
final class Zeroing {
    private static final int ZEROES_LENGTH = 256 * 1024;
    private static final int PUNCH = Files.FALLOC_FL_PUNCH_HOLE | Files.FALLOC_FL_KEEP_SIZE;
    private static final int ZERO_RANGE = Files.FALLOC_FL_ZERO_RANGE | Files.FALLOC_FL_KEEP_SIZE;
    /** Never written to, never unmapped. */
    private static final Slab ZEROES = new Slab(ZEROES_LENGTH);

    private enum Step { PUNCH, ZERO_RANGE, PUNCH_TO_ALLOCATE, ALLOCATE, ZERO_OUT, WRITE }

    private final IoEngine engine;
    private final int fd;
    private boolean canPunch = true;
    private boolean canZeroRange = true;
    private boolean canAllocate;
    private boolean canZeroOut;
    private Operation free;
    private int underWay;

    Zeroing(final IoEngine engine, final int fd, final boolean device, final boolean inMemory) {
        this.engine = engine;
        this.fd = fd;
        canAllocate = !device && !inMemory;
        canZeroOut = device;
    }

    boolean canPunch() {
        return canPunch;
    }

    /** Whether some range is on its way. */
    boolean busy() {
        return underWay > 0;
    }

    void zero(final long position, final long length, final boolean mayDiscard, final IoHandler handler,
              final int token) {
        Operation operation = free;
        if (operation == null) {
            operation = new Operation();
        } else {
            free = operation.next;
        }
        operation.position = position;
        operation.end = position + length;
        operation.handler = handler;
        operation.token = token;
        underWay++;
        operation.start(mayDiscard ? Step.PUNCH : Step.ZERO_RANGE);
    }

    /** File systems say that they cannot in many ways. */
    private static boolean unsupported(final long result) {
        return result == -Errno.EOPNOTSUPP || result == -Errno.ENOSYS || result == -Errno.ENOTTY
            || result == -Errno.ENODEV || result == -Errno.EINVAL;
    }

    /** One range on its way down the ladder; reused. */
    private final class Operation implements IoHandler {
        private long position;
        private long end;
        private IoHandler handler;
        private int token;
        private Step step;
        private Operation next;

        @Override
        public void onComplete(final int ignored, final long result) {
            switch (step) {
                case PUNCH -> canPunch &= supported(result, Step.ZERO_RANGE);
                case ZERO_RANGE -> canZeroRange &= supported(result, Step.PUNCH_TO_ALLOCATE);
                case PUNCH_TO_ALLOCATE -> {
                    if (result == 0) {
                        start(Step.ALLOCATE);
                    } else {
                        canAllocate &= supported(result, Step.ZERO_OUT);
                    }
                }
                case ALLOCATE -> canAllocate &= supported(result, Step.ZERO_OUT);
                case ZERO_OUT -> canZeroOut &= supported(result, Step.WRITE);
                default -> {
                    position += Math.max(0, result);
                    if (result < 0 || position == end) {
                        end(Math.min(0, result));
                    } else {
                        start(Step.WRITE);
                    }
                }
            }
        }

        /**
         * Ends, or goes on with another way; gives whether to try this way the next time. EINVAL may be about this
         * range alone.
         */
        private boolean supported(final long result, final Step otherwise) {
            if (!unsupported(result)) {
                end(result);
                return true;
            }
            start(otherwise);
            return result == -Errno.EINVAL;
        }

        private void start(final Step from) {
            step = from;
            if (step == Step.PUNCH && !canPunch) {
                step = Step.ZERO_RANGE;
            }
            if (step == Step.ZERO_RANGE && !canZeroRange) {
                step = Step.PUNCH_TO_ALLOCATE;
            }
            if (step == Step.PUNCH_TO_ALLOCATE && !(canAllocate && canPunch)) {
                step = Step.ZERO_OUT;
            }
            if (step == Step.ZERO_OUT && !canZeroOut) {
                step = Step.WRITE;
            }
            final long length = end - position;
            switch (step) {
                case PUNCH, PUNCH_TO_ALLOCATE -> engine.allocate(fd, PUNCH, position, length, this, 0);
                case ZERO_RANGE -> engine.allocate(fd, ZERO_RANGE, position, length, this, 0);
                case ALLOCATE -> engine.allocate(fd, 0, position, length, this, 0);
                case ZERO_OUT -> {
                    final long at = position;
                    engine.offload(fd, () -> BlockDevices.zero(fd, at, length), this, 0);
                }
                default -> engine.write(fd, ZEROES.address(), (int) Math.min(length, ZEROES_LENGTH), position, false,
                    this, 0);
            }
        }

        private void end(final long result) {
            final IoHandler told = handler;
            underWay--;
            handler = null;
            next = free;
            free = this;
            told.onComplete(token, result);
        }
    }
}
