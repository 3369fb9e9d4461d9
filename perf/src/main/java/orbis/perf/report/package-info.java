/** What reports are made of: JSON, pages, charts. */
package orbis.perf.report;
