package orbis.perf.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a logical unit is: {@code iscsi://host[:port]/target-iqn/lun}, the form that libiscsi's tools take.
 *
 * @param host   name or address; an IPv6 address without its brackets.
 * @param port   TCP port, 1 to 65535.
 * @param target iSCSI name of the target.
 * @param lun    logical unit number, 0 to 255.
 */
public record TargetUrl(String host, int port, String target, int lun) {
    /** The port that IANA gave to iSCSI. */
    public static final int DEFAULT_PORT = 3260;

    private static final Pattern FORM =
        Pattern.compile("iscsi://(?:\\[([0-9a-fA-F:.%]+)]|([^/:\\[\\]@]+))(?::(\\d{1,5}))?/([^/]+)/(\\d{1,3})");
    private static final int MAX_PORT = 65535;
    private static final int MAX_LUN = 255;

    /**
     * Reads a URL.
     *
     * @param url text as given on a command line.
     * @return its parts.
     * @throws IllegalArgumentException when it does not have the form, or a number is out of range.
     */
    public static TargetUrl parse(final String url) {
        final Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + url + "' is not of the form iscsi://host[:port]/target-iqn/lun");
        }
        final int port = form.group(3) == null ? DEFAULT_PORT : Integer.parseInt(form.group(3));
        final int lun = Integer.parseInt(form.group(5));
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " in '" + url + "' is not in 1.." + MAX_PORT);
        }
        if (lun > MAX_LUN) {
            throw new IllegalArgumentException("LUN " + lun + " in '" + url + "' is not in 0.." + MAX_LUN);
        }
        return new TargetUrl(form.group(1) != null ? form.group(1) : form.group(2), port, form.group(4), lun);
    }

    @Override
    public String toString() {
        final String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "iscsi://" + name + ":" + port + "/" + target + "/" + lun;
    }
}
