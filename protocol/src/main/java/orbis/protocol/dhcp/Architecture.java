package orbis.protocol.dhcp;

/**
 * Client system architectures of option 93 (RFC 4578 section 2.1 and the IANA registry "Processor Architecture
 * Types"). A machine that boots by TFTP and one that boots by HTTP have different codes but run the same files,
 * so that both codes lead to one constant.
 */
public enum Architecture {
    /** PC with a BIOS. */
    X86_BIOS("x86-bios", 0, 20),
    /** NEC PC-98. */
    PC98("pc98", 1, -1),
    /** Itanium. */
    IA64_UEFI("ia64-uefi", 2, -1),
    /** DEC Alpha. */
    ALPHA("alpha", 3, -1),
    /** Arc x86. */
    ARC_X86("arc-x86", 4, -1),
    /** Intel Lean Client. */
    INTEL_LEAN("intel-lean", 5, -1),
    /** PC with a 32-bit UEFI. */
    X86_UEFI("x86-uefi", 6, 15),
    /** PC with a 64-bit UEFI. */
    X64_UEFI("x64-uefi", 7, 16),
    /** EFI on Xscale. */
    XSCALE_UEFI("xscale-uefi", 8, -1),
    /** EFI byte code: the text of RFC 4578 has this swapped with 7, and some 64-bit firmware says it. */
    EBC("ebc", 9, 17),
    /** 32-bit ARM with UEFI. */
    ARM32_UEFI("arm32-uefi", 10, 18),
    /** 64-bit ARM with UEFI. */
    ARM64_UEFI("arm64-uefi", 11, 19),
    /** PowerPC Open Firmware. */
    PPC_OPEN("ppc-open", 12, -1),
    /** PowerPC ePAPR. */
    PPC_EPAPR("ppc-epapr", 13, -1),
    /** PowerPC OPAL v3. */
    PPC_OPAL("ppc-opal", 14, -1),
    /** U-Boot on 32-bit ARM. */
    ARM32_UBOOT("arm32-uboot", 21, 23),
    /** U-Boot on 64-bit ARM. */
    ARM64_UBOOT("arm64-uboot", 22, 24),
    /** 32-bit RISC-V with UEFI. */
    RISCV32_UEFI("riscv32-uefi", 25, 26),
    /** 64-bit RISC-V with UEFI. */
    RISCV64_UEFI("riscv64-uefi", 27, 28),
    /** 128-bit RISC-V with UEFI. */
    RISCV128_UEFI("riscv128-uefi", 29, 30),
    /** IBM Z, basic. */
    S390_BASIC("s390-basic", 31, -1),
    /** IBM Z, extended. */
    S390_EXTENDED("s390-extended", 32, -1),
    /** 32-bit MIPS with UEFI. */
    MIPS32_UEFI("mips32-uefi", 33, -1),
    /** 64-bit MIPS with UEFI. */
    MIPS64_UEFI("mips64-uefi", 34, -1),
    /** 32-bit Sunway with UEFI. */
    SUNWAY32_UEFI("sunway32-uefi", 35, -1),
    /** 64-bit Sunway with UEFI. */
    SUNWAY64_UEFI("sunway64-uefi", 36, -1),
    /** 32-bit LoongArch with UEFI. */
    LOONGARCH32_UEFI("loongarch32-uefi", 37, 38),
    /** 64-bit LoongArch with UEFI. */
    LOONGARCH64_UEFI("loongarch64-uefi", 39, 40),
    /** Raspberry Pi boot ROM. */
    ARM_RPIBOOT("arm-rpiboot", 41, -1);

    private static final int CODE_COUNT = 42;
    private static final Architecture[] BY_CODE = new Architecture[CODE_COUNT];

    static {
        for (final Architecture architecture : values()) {
            BY_CODE[architecture.code] = architecture;
            if (architecture.httpCode >= 0) {
                BY_CODE[architecture.httpCode] = architecture;
            }
        }
    }

    private final String key;
    private final int code;
    private final int httpCode;

    Architecture(final String key, final int code, final int httpCode) {
        this.key = key;
        this.code = code;
        this.httpCode = httpCode;
    }

    /**
     * The architecture that a code of option 93 means.
     *
     * @param code 16 bits as received.
     * @return null when the registry does not have it.
     */
    public static Architecture of(final int code) {
        return code >= 0 && code < CODE_COUNT ? BY_CODE[code] : null;
    }

    /**
     * The architecture that a name of the configuration means.
     *
     * @param key such as {@code x64-uefi}.
     * @return null when there is none.
     */
    public static Architecture ofKey(final String key) {
        for (final Architecture architecture : values()) {
            if (architecture.key.equals(key)) {
                return architecture;
            }
        }
        return null;
    }

    /** Name in the configuration, such as {@code x64-uefi}. */
    public String key() {
        return key;
    }

    /** Code of option 93 when the firmware boots by TFTP. */
    public int code() {
        return code;
    }

    /** Whether it runs EFI programs, which need a shim or a loader with a name in {@code .efi}. */
    public boolean isUefi() {
        return key.endsWith("-uefi") || this == EBC;
    }
}
