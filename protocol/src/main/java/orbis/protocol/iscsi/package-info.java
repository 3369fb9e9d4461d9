/** Flyweights over iSCSI PDUs, text keys and the rules by which they are negotiated (RFC 7143). */
package orbis.protocol.iscsi;
