/** The TFTP server: many transfers from one thread. */
package orbis.boot.tftp;
