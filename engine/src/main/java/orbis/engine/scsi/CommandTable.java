package orbis.engine.scsi;

import static orbis.engine.scsi.CommandEntry.NO_SERVICE_ACTION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.ServiceAction;
import org.agrona.DirectBuffer;

/** All commands that there are, by operation code and service action. */
final class CommandTable {
    private static final int SERVICE_ACTIONS = 32;
    private static final CommandEntry[][] BY_OPCODE = new CommandEntry[256][];
    private static final List<CommandEntry> ALL = new ArrayList<>();

    static {
        final Command read = new ReadBlocks();
        final Command write = new WriteBlocks();
        add("00 00 00 00 00 07", Access.HARMLESS, true, new TestUnitReady());
        add("03 01 00 00 FF 07", Access.ALWAYS, false, new RequestSense());
        add("04 38 00 00 00 07", Access.WRITE, true, new FormatUnit());
        add("08 1F FF FF FF 07", Access.READ, true, read);
        add("0A 1F FF FF FF 07", Access.WRITE, true, write);
        add("12 01 FF FF FF 07", Access.ALWAYS, false, new Inquiry());
        final Command modeSelect = new ModeSelect();
        add("15 11 00 00 FF 07", Access.WRITE, false, modeSelect);
        final Command reserve = new Reserve();
        add("16 00 00 00 00 07", Access.RESERVE, false, reserve);
        add("17 00 00 00 00 07", Access.RESERVE, false, reserve);
        final Command modeSense = new ModeSense();
        add("1A 08 FF FF FF 07", Access.READ, false, modeSense);
        add("1B 01 00 0F F7 07", Access.HARMLESS, false, new StartStopUnit());
        add("1D 07 00 00 00 07", Access.WRITE, true, new SendDiagnostic());
        add("1E 00 00 00 03 07", Access.WRITE, false, new PreventAllowMediumRemoval());
        final Command readCapacity = new ReadCapacity();
        add("25 00 FF FF FF FF 00 00 01 07", Access.HARMLESS, true, readCapacity);
        add("28 F8 FF FF FF FF 1F FF FF 07", Access.READ, true, read);
        add("2A F8 FF FF FF FF 1F FF FF 07", Access.WRITE, true, write);
        final Command writeAndVerify = new WriteAndVerify();
        add("2E F2 FF FF FF FF 1F FF FF 07", Access.WRITE, true, writeAndVerify);
        final Command verify = new Verify();
        add("2F F6 FF FF FF FF 1F FF FF 07", Access.READ, true, verify);
        final Command preFetch = new PreFetch();
        add("34 02 FF FF FF FF 1F FF FF 07", Access.READ, true, preFetch);
        final Command synchronize = new SynchronizeCache();
        add("35 02 FF FF FF FF 1F FF FF 07", Access.WRITE, true, synchronize);
        final Command readDefectData = new ReadDefectData();
        add("37 00 1F 00 00 00 00 FF FF 07", Access.READ, true, readDefectData);
        add("3B 1F FF FF FF FF FF FF FF 07", Access.WRITE, false, new WriteBuffer());
        add("3C 1F FF FF FF FF FF FF FF 07", Access.READ, false, new ReadBuffer());
        final Command writeSame = new WriteSame();
        add("41 E8 FF FF FF FF 1F FF FF 07", Access.WRITE, true, writeSame);
        add("42 00 00 00 00 00 1F FF FF 07", Access.WRITE, true, new Unmap());
        sanitize(ServiceAction.SANITIZE_OVERWRITE);
        sanitize(ServiceAction.SANITIZE_BLOCK_ERASE);
        sanitize(ServiceAction.SANITIZE_CRYPTOGRAPHIC_ERASE);
        sanitize(ServiceAction.SANITIZE_EXIT_FAILURE_MODE);
        add("4D 03 FF FF 00 FF FF FF FF 07", Access.HARMLESS, false, new LogSense());
        add("55 11 00 00 00 00 00 FF FF 07", Access.WRITE, false, modeSelect);
        add("56 00 00 00 00 00 00 00 00 07", Access.RESERVE, false, reserve);
        add("57 00 00 00 00 00 00 00 00 07", Access.RESERVE, false, reserve);
        add("5A 18 FF FF 00 00 00 FF FF 07", Access.READ, false, modeSense);
        final Command reserveIn = new PersistentReserveIn();
        for (int i = ServiceAction.PR_READ_KEYS; i <= ServiceAction.PR_READ_FULL_STATUS; i++) {
            action(i, String.format("5E %02X 00 00 00 00 00 FF FF 07", i), Access.HARMLESS, false, reserveIn);
        }
        final Command reserveOut = new PersistentReserveOut();
        for (int i = ServiceAction.PR_REGISTER; i <= ServiceAction.PR_REGISTER_AND_MOVE; i++) {
            action(i, String.format("5F %02X FF 00 00 FF FF FF FF 07", i), Access.HARMLESS, false, reserveOut);
        }
        action(0, "83 00 00 00 00 00 00 00 00 00 FF FF FF FF 00 07", Access.WRITE, true, new ExtendedCopy());
        final Command copyResults = new ReceiveCopyResults();
        action(ServiceAction.COPY_STATUS, "84 00 FF 00 00 00 00 00 00 00 FF FF FF FF 00 07",
            Access.READ, false, copyResults);
        action(ServiceAction.COPY_OPERATING_PARAMETERS, "84 03 00 00 00 00 00 00 00 00 FF FF FF FF 00 07",
            Access.READ, false, copyResults);
        add("88 F8 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.READ, true, read);
        add("89 F8 FF FF FF FF FF FF FF FF 00 00 00 FF 1F 07", Access.WRITE, true, new CompareAndWrite());
        add("8A F8 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, write);
        add("8B F8 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, new OrWrite());
        add("8E F2 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, writeAndVerify);
        add("8F F6 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.READ, true, verify);
        add("90 02 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.READ, true, preFetch);
        add("91 02 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, synchronize);
        add("93 E9 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, writeSame);
        add("9C F8 FF FF FF FF FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, new WriteAtomic());
        action(ServiceAction.READ_CAPACITY_16, "9E 10 FF FF FF FF FF FF FF FF FF FF FF FF 01 07",
            Access.HARMLESS, true, readCapacity);
        action(ServiceAction.GET_LBA_STATUS, "9E 12 FF FF FF FF FF FF FF FF FF FF FF FF 00 07",
            Access.HARMLESS, true, new GetLbaStatus());
        add("A0 00 FF 00 00 00 FF FF FF FF 00 07", Access.ALWAYS, false, new ReportLuns());
        maintenance();
        add("A8 F8 FF FF FF FF FF FF FF FF 1F 07", Access.READ, true, read);
        add("AA F8 FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, write);
        add("AE F2 FF FF FF FF FF FF FF FF 1F 07", Access.WRITE, true, writeAndVerify);
        add("AF F6 FF FF FF FF FF FF FF FF 1F 07", Access.READ, true, verify);
        add("B7 1F FF FF FF FF FF FF FF FF 00 07", Access.READ, true, readDefectData);
    }

    private CommandTable() {
    }

    private static void sanitize(final int serviceAction) {
        action(serviceAction, String.format("48 %02X 00 00 00 00 00 FF FF 07", 0xA0 | serviceAction),
            Access.WRITE, true, new Sanitize(serviceAction));
    }

    private static void maintenance() {
        action(ServiceAction.REPORT_IDENTIFYING_INFORMATION, "A3 05 00 00 00 00 FF FF FF FF FE 07",
            Access.HARMLESS, false, new ReportIdentifyingInformation());
        action(ServiceAction.REPORT_TARGET_PORT_GROUPS, "A3 EA 00 00 00 00 FF FF FF FF 00 07",
            Access.HARMLESS, false, new ReportTargetPortGroups());
        action(ServiceAction.REPORT_SUPPORTED_OPERATION_CODES, "A3 0C 87 FF FF FF FF FF FF FF 00 07",
            Access.HARMLESS, false, new ReportSupportedOperationCodes());
        action(ServiceAction.REPORT_SUPPORTED_TASK_MANAGEMENT_FUNCTIONS, "A3 0D 80 00 00 00 FF FF FF FF 00 07",
            Access.HARMLESS, false, new ReportTaskManagement());
        action(ServiceAction.REPORT_PRIORITY, "A3 0E C0 00 00 00 FF FF FF FF 00 07",
            Access.HARMLESS, false, new ReportPriority());
        action(ServiceAction.SET_IDENTIFYING_INFORMATION, "A4 06 00 00 00 00 FF FF FF FF FE 07",
            Access.WRITE, false, new SetIdentifyingInformation());
        action(ServiceAction.SET_TARGET_PORT_GROUPS, "A4 0A 00 00 00 00 FF FF FF FF 00 07",
            Access.WRITE, false, new SetTargetPortGroups());
    }

    private static void add(
        final String usage, final Access access, final boolean medium, final Command command) {
        add(NO_SERVICE_ACTION, usage, access, medium, command);
    }

    private static void action(
        final int serviceAction,
        final String usage,
        final Access access,
        final boolean medium,
        final Command command) {
        add(serviceAction, usage, access, medium, command);
    }

    private static void add(
        final int serviceAction,
        final String usage,
        final Access access,
        final boolean medium,
        final Command command) {
        final byte[] bits = HexFormat.ofDelimiter(" ").parseHex(usage);
        final int opcode = bits[0] & 0xFF;
        final CommandEntry entry = new CommandEntry(opcode, serviceAction, bits, access, medium, command);
        ALL.add(entry);
        if (BY_OPCODE[opcode] == null) {
            BY_OPCODE[opcode] = new CommandEntry[serviceAction == NO_SERVICE_ACTION ? 1 : SERVICE_ACTIONS];
        }
        BY_OPCODE[opcode][Math.max(serviceAction, 0)] = entry;
    }

    /** All commands, in the order of their operation codes and service actions. */
    static List<CommandEntry> all() {
        return Collections.unmodifiableList(ALL);
    }

    /** What a CDB means, or null. */
    static CommandEntry find(final DirectBuffer cdb) {
        return find(Cdb.opcode(cdb), Cdb.serviceAction(cdb));
    }

    /** What an operation code and service action mean, or null; the action counts only where there is one. */
    static CommandEntry find(final int opcode, final int serviceAction) {
        final CommandEntry[] entries = BY_OPCODE[opcode];
        if (entries == null) {
            return null;
        }
        return entries[entries.length == 1 ? 0 : serviceAction];
    }

    /** Whether an operation code exists, whatever its service action. */
    static boolean knows(final int opcode) {
        return BY_OPCODE[opcode] != null;
    }

    /** Whether an operation code has service actions. */
    static boolean hasServiceActions(final int opcode) {
        return BY_OPCODE[opcode] != null && BY_OPCODE[opcode].length > 1;
    }

    /** Whether a command answers for units that do not exist, and before unit attentions are told (SPC-4 5.14). */
    static boolean answersAlways(final int opcode) {
        return opcode == Opcode.INQUIRY || opcode == Opcode.REPORT_LUNS || opcode == Opcode.REQUEST_SENSE;
    }

    /** Refuses what is not in the table: the operation code, or else the service action. */
    static void refuse(final TaskState task) {
        if (hasServiceActions(Cdb.opcode(task.cdb()))) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
        } else {
            task.refuse(AdditionalSense.INVALID_COMMAND_OPERATION_CODE, SenseData.inCdb(0));
        }
    }
}
