/** Logical units: SCSI commands, sense, reservations and unit attentions. */
package orbis.engine.scsi;
