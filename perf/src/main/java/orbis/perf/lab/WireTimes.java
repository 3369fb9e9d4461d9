package orbis.perf.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orbis.perf.process.Commands;

/** What a machine did on the wire on its way to its disk, and when. */
public final class WireTimes {
    /** What of the wire is a stage of a boot, as tshark's filter. */
    static final String FILTER = "dhcp.option.dhcp || tftp.opcode==1 || tftp.opcode==5 || http.request"
        + " || iscsi.opcode==0x03 || iscsi.opcode==0x23";
    /** Options of tshark for what {@link #event} reads; the filter is the shell's first parameter. */
    static final String FIELDS = "-Y \"$1\" -T fields -E separator=/t"
        + " -e frame.time_epoch -e dhcp.option.dhcp -e tftp.source_file -e tftp.opcode -e http.request.uri"
        + " -e iscsi.opcode -e iscsi.login.status -e iscsi.login.T -e iscsi.login.nsg -e iscsi.keyvalue";
    private static final String LOGIN_DONE = "iSCSI login done";
    private static final String DISCOVERY = "iSCSI login for discovery";
    private static final int FIELD_COUNT = 10;

    private final List<Event> events = new ArrayList<>();

    /**
     * Reads a capture.
     *
     * @param capture file in pcap format.
     * @return what it shows.
     */
    static WireTimes of(final Path capture) {
        final WireTimes times = new WireTimes();
        // A capture that is still being written ends in the middle of a packet: tshark then fails, after its output.
        final String output = Commands.run("sh", "-c", "tshark -n -r \"$0\" " + FIELDS + " 2>/dev/null; true",
            capture.toString(), FILTER).require();
        output.lines().forEach(times::add);
        return times;
    }

    /**
     * The time from the first DHCPDISCOVER to the login of the operating system to its disk: the first one after the
     * last address was given, other than for discovery. Its daemon may log in anew later.
     *
     * @return seconds, or NaN when the machine did not come that far.
     */
    public double discoverToLoginS() {
        double discover = Double.NaN;
        double login = Double.NaN;
        boolean discovery = false;
        for (final Event event : events) {
            switch (event.what) {
                case "DHCPDISCOVER" -> discover = Double.isNaN(discover) ? event.timeS : discover;
                case "DHCPACK" -> login = Double.NaN;
                case DISCOVERY -> discovery = true;
                case LOGIN_DONE -> {
                    login = discovery || !Double.isNaN(login) ? login : event.timeS;
                    discovery = false;
                }
                default -> {
                    // A stage on the way.
                }
            }
        }
        return login - discover;
    }

    /**
     * Where a machine got to.
     *
     * @return the last thing that it did or was told, for a person to read.
     */
    public String stage() {
        return events.isEmpty() ? "nothing on the wire" : events.get(events.size() - 1).what;
    }

    /**
     * The whole of it.
     *
     * @return a line for each event, with seconds since the first.
     */
    public String text() {
        final StringBuilder text = new StringBuilder();
        for (final Event event : events) {
            text.append(String.format(Locale.ROOT, "%8.3f %s%n", event.timeS - events.get(0).timeS, event.what));
        }
        return text.toString();
    }

    /**
     * Reads a line of tshark's.
     *
     * @param line with its fields.
     * @return what happened, or null when it is not whole.
     */
    static Event event(final String line) {
        final String[] fields = line.split("\t", -1);
        return fields.length == FIELD_COUNT ? new Event(Double.parseDouble(fields[0]), what(fields)) : null;
    }

    /**
     * Takes a line of tshark's, unless it is not whole.
     *
     * @param line with its fields.
     */
    void add(final String line) {
        final Event event = event(line);
        if (event != null) {
            events.add(event);
        }
    }

    private static String what(final String[] fields) {
        if (!fields[1].isEmpty()) {
            return dhcp(fields[1]);
        }
        if (!fields[2].isEmpty()) {
            return "TFTP " + fields[2];
        }
        if (!fields[3].isEmpty()) {
            return "TFTP error";
        }
        if (!fields[4].isEmpty()) {
            return "HTTP " + fields[4];
        }
        if (fields[5].startsWith("0x03")) {
            return fields[9].contains("SessionType=Discovery") ? DISCOVERY : "iSCSI login";
        }
        return "0x0000".equals(fields[6]) && isFinal(fields) ? LOGIN_DONE : "iSCSI login answer " + fields[6];
    }

    private static boolean isFinal(final String[] fields) {
        return ("1".equals(fields[7]) || "True".equalsIgnoreCase(fields[7])) && fields[8].endsWith("3");
    }

    private static String dhcp(final String type) {
        return switch (type) {
            case "1" -> "DHCPDISCOVER";
            case "2" -> "DHCPOFFER";
            case "3" -> "DHCPREQUEST";
            case "5" -> "DHCPACK";
            case "6" -> "DHCPNAK";
            default -> "DHCP message " + type;
        };
    }

    /**
     * One of them.
     *
     * @param timeS seconds since 1970.
     * @param what  for a person to read.
     */
    record Event(double timeS, String what) {
    }
}
