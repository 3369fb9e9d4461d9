/** What each client did on its way from power-on to its root disk. */
package orbis.boot.timeline;
