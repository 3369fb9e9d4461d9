/** The files that firmware and boot loaders may ask for, by TFTP and by HTTP alike. */
package orbis.boot.files;
