package orbis.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.HdrHistogram.Histogram;
import orbis.engine.status.DiskCounter;
import orbis.engine.status.DiskStatus;
import orbis.engine.status.FaultStatus;
import orbis.engine.status.SessionCounter;
import orbis.engine.status.SessionStatus;
import orbis.server.config.Units;

/**
 * What two looks at the counters say: rates between them, and latencies either between them or since the start.
 */
final class StatusReport {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final StatusSample before;
    private final StatusSample now;
    private final boolean latencyBetween;
    private final double seconds;

    StatusReport(final StatusSample before, final StatusSample now, final boolean latencyBetween) {
        this.before = before;
        this.now = now;
        this.latencyBetween = latencyBetween;
        this.seconds = (now.timeNs() - before.timeNs()) / 1e9;
    }

    private static String counted(final int count, final String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    String text() {
        final StringBuilder text = new StringBuilder();
        final Duration up = Duration.ofMillis(System.currentTimeMillis() - now.startMs());
        text.append("Process ").append(now.pid()).append(", up ").append(duration(up)).append(", ")
            .append(counted(now.disks().size(), "disk")).append(", ")
            .append(counted(now.sessions().size(), "session")).append("\n\n");
        text.append(disks()).append('\n');
        if (!now.sessions().isEmpty()) {
            text.append(sessions()).append('\n');
        }
        text.append(counters());
        for (final FaultStatus fault : now.faults()) {
            text.append("\nfault, ").append(fault.count()).append(" times, last ")
                .append(TIME.format(Instant.ofEpochMilli(fault.lastMs()))).append(": ")
                .append(fault.text().lines().findFirst().orElse(""));
        }
        return text.append('\n').toString();
    }

    private Table disks() {
        final Table table = new Table().row("DISK", "SIZE", "SESSIONS", "READ/S", "WRITE/S", "READ B/S", "WRITE B/S",
            "READ p50", "p99", "p99.9", "WRITE p50", "p99", "p99.9", "ERRORS");
        for (final DiskStatus disk : now.disks()) {
            final DiskStatus since = now.since(before, disk);
            final Histogram reads = latency(since, disk).reads();
            final Histogram writes = latency(since, disk).writes();
            table.row(disk.name(), Units.size(disk.size()), disk.get(DiskCounter.SESSIONS),
                rate(since, DiskCounter.READS), rate(since, DiskCounter.WRITES),
                human(rate(since, DiskCounter.READ_BYTES)), human(rate(since, DiskCounter.WRITTEN_BYTES)),
                micros(reads, 50), micros(reads, 99), micros(reads, 99.9),
                micros(writes, 50), micros(writes, 99), micros(writes, 99.9), disk.get(DiskCounter.ERRORS));
        }
        return table;
    }

    private DiskStatus latency(final DiskStatus since, final DiskStatus disk) {
        return latencyBetween ? since : disk;
    }

    private long rate(final DiskStatus since, final DiskCounter counter) {
        return Math.round(since.get(counter) / seconds);
    }

    private Table sessions() {
        final Table table = new Table()
            .row("SESSION", "DISK", "ADDRESS", "LOGIN", "READS", "WRITES", "READ", "WRITTEN", "ERRORS", "INITIATOR");
        for (final SessionStatus session : now.sessions()) {
            table.row(session.tsih(), session.disk().isEmpty() ? "(discovery)" : session.disk(), session.address(),
                TIME.format(Instant.ofEpochMilli(session.loginMs())),
                session.get(SessionCounter.READS), session.get(SessionCounter.WRITES),
                human(session.get(SessionCounter.READ_BYTES)), human(session.get(SessionCounter.WRITTEN_BYTES)),
                session.get(SessionCounter.ERRORS), session.initiator());
        }
        return table;
    }

    private String counters() {
        final StringBuilder line = new StringBuilder();
        now.system().forEach((label, value) -> {
            if (value != 0) {
                line.append(line.length() == 0 ? "" : ", ").append(label).append(' ').append(value);
            }
        });
        return line.length() == 0 ? "" : line.append('\n').toString();
    }

    String json() {
        final JsonWriter json = new JsonWriter().object();
        json.key("pid").value(now.pid()).key("startMs").value(now.startMs()).key("seconds").value(seconds);
        json.key("disks").array();
        now.disks().forEach(disk -> write(json, disk));
        json.end().key("sessions").array();
        now.sessions().forEach(session -> write(json, session));
        json.end().key("counters").object();
        now.system().forEach((label, value) -> json.key(label).value(value));
        json.end().key("faults").array();
        for (final FaultStatus fault : now.faults()) {
            json.object().key("count").value(fault.count()).key("firstMs").value(fault.firstMs())
                .key("lastMs").value(fault.lastMs()).key("text").value(fault.text()).end();
        }
        return json.end().end().toString();
    }

    private void write(final JsonWriter json, final DiskStatus disk) {
        final DiskStatus since = now.since(before, disk);
        json.object().key("name").value(disk.name()).key("size").value(disk.size())
            .key("blockSize").value(disk.blockSize()).key("agent").value(disk.agent());
        for (final DiskCounter counter : DiskCounter.values()) {
            json.key(counter.label()).value(disk.get(counter));
        }
        json.key("readsPerSecond").value(rate(since, DiskCounter.READS))
            .key("writesPerSecond").value(rate(since, DiskCounter.WRITES))
            .key("readBytesPerSecond").value(rate(since, DiskCounter.READ_BYTES))
            .key("writtenBytesPerSecond").value(rate(since, DiskCounter.WRITTEN_BYTES));
        write(json.key("readLatencyNs"), latency(since, disk).reads());
        write(json.key("writeLatencyNs"), latency(since, disk).writes());
        json.end();
    }

    private static void write(final JsonWriter json, final Histogram latency) {
        json.object().key("count").value(latency.getTotalCount());
        for (final double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
            json.key("p" + (percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile))
                .value(latency.getValueAtPercentile(percentile));
        }
        json.key("max").value(latency.getMaxValue()).end();
    }

    private static void write(final JsonWriter json, final SessionStatus session) {
        json.object().key("tsih").value(session.tsih()).key("isid").value(Long.toHexString(session.isid()))
            .key("initiator").value(session.initiator()).key("address").value(session.address())
            .key("disk").value(session.disk()).key("loginMs").value(session.loginMs());
        for (final SessionCounter counter : SessionCounter.values()) {
            json.key(counter.label()).value(session.get(counter));
        }
        json.end();
    }

    private static String duration(final Duration time) {
        return time.toDays() > 0 ? time.toDays() + "d " + time.toHoursPart() + "h"
            : time.toHours() > 0 ? time.toHours() + "h " + time.toMinutesPart() + "m"
            : time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }

    private static String micros(final Histogram latency, final double percentile) {
        return latency.getTotalCount() == 0 ? "-"
            : String.format(Locale.ROOT, "%.1fus", latency.getValueAtPercentile(percentile) / 1e3);
    }

    private static String human(final long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < 5) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.1f%sB", value, "kMGTP".charAt(unit - 1));
    }
}
