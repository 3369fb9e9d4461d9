/** What a disk is made of: sparse file, block device, memory. */
package orbis.engine.store;
