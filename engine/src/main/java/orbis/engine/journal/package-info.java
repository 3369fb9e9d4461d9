/** A checksummed append-only journal for state that outlives the process. */
package orbis.engine.journal;
