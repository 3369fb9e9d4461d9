/** Command descriptor blocks, sense data, VPD and mode pages (SPC-4, SBC-4). */
package orbis.protocol.scsi;
