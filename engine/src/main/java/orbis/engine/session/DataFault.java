package orbis.engine.session;

/** Faults in a command's data, as the sense data ABORTED COMMAND tells them (RFC 7143 section 11.4.7.2). */
enum DataFault {
    /** A data digest does not match: PROTOCOL SERVICE CRC ERROR. */
    CRC_ERROR(0x47, 0x05),
    /** Data that was not asked for, or not in this order: UNEXPECTED UNSOLICITED DATA. */
    OUT_OF_PLACE(0x0c, 0x0c),
    /** A burst that ended early: NOT ENOUGH UNSOLICITED DATA. */
    TOO_LITTLE(0x0c, 0x0d);

    private final int additionalSenseCode;
    private final int qualifier;

    DataFault(final int additionalSenseCode, final int qualifier) {
        this.additionalSenseCode = additionalSenseCode;
        this.qualifier = qualifier;
    }

    int additionalSenseCode() {
        return additionalSenseCode;
    }

    int qualifier() {
        return qualifier;
    }
}
