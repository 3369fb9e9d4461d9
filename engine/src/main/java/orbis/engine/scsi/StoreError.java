package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;

/** What a store's error means to an initiator. This is the only place where an errno becomes sense data. */
final class StoreError {
    private StoreError() {
    }

    /**
     * Sense key of an error.
     *
     * @param errno positive.
     */
    static int senseKey(final int errno) {
        switch (errno) {
            case Errno.ENOSPC:
            case Errno.EDQUOT:
            case Errno.EFBIG:
            case Errno.EROFS:
            case Errno.EPERM:
            case Errno.EACCES:
                return SenseKey.DATA_PROTECT;
            case Errno.ENXIO:
            case Errno.ENODEV:
                return SenseKey.HARDWARE_ERROR;
            case Errno.EAGAIN:
            case Errno.EBUSY:
            case Errno.ENOMEM:
                return SenseKey.ABORTED_COMMAND;
            default:
                return SenseKey.MEDIUM_ERROR;
        }
    }

    /**
     * Additional sense code and qualifier of an error.
     *
     * @param errno   positive.
     * @param writing whether it happened while the medium was being changed.
     */
    static int additional(final int errno, final boolean writing) {
        switch (senseKey(errno)) {
            case SenseKey.DATA_PROTECT:
                final boolean full = errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EFBIG;
                return full
                    ? AdditionalSense.SPACE_ALLOCATION_FAILED_WRITE_PROTECT : AdditionalSense.WRITE_PROTECTED;
            case SenseKey.HARDWARE_ERROR:
                return AdditionalSense.LOGICAL_UNIT_COMMUNICATION_FAILURE;
            case SenseKey.ABORTED_COMMAND:
                return AdditionalSense.INSUFFICIENT_RESOURCES;
            default:
                return writing ? AdditionalSense.WRITE_ERROR : AdditionalSense.UNRECOVERED_READ_ERROR;
        }
    }
}
