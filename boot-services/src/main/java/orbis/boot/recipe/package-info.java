/** From a client's record to what its firmware is told. */
package orbis.boot.recipe;
