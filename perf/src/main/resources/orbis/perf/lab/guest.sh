#!/bin/sh
# Builds the disks that the guests of the lab boot from: one Debian 12 as two disks, with the two ways by which a Linux
# finds a root on iSCSI. Writes into the folder given:
#   dracut.img, dracut.vmlinuz, dracut.initrd     XFS root, dracut with its iscsi module (as RHEL 8 lays it out)
#   tools.img,  tools.vmlinuz,  tools.initrd      ext4 root, initramfs-tools with open-iscsi
#   grubx64.efi                                   GRUB for the network
# Each disk is GPT with a BIOS boot partition, an ESP and the root; both firmwares boot it. Needs root, in a mount
# namespace of its own (unshare -m). The kernels are started with the arguments given.
set -eux
out=$1
args=$2
work=$(mktemp -d "$out/build.XXXXXX")
root=$work/root
trap 'umount -R "$work/mnt" "$root/proc" "$root/sys" "$root/dev" 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT

# /etc/machine-id is left empty on purpose: the disks are cloned.
eatmydata mmdebstrap --mode=root --variant=minbase --include=linux-image-cloud-amd64,dracut-core,dracut-network \
    --include=initramfs-tools,busybox,open-iscsi,systemd-sysv,udev,kmod,iproute2,isc-dhcp-client,procps \
    --include=iputils-arping,gawk,fio,xfsprogs,e2fsprogs,sg3-utils \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt=force-unsafe-io \
    bookworm "$root"
kernel=$(basename "$root"/boot/vmlinuz-*)
kernel=${kernel#vmlinuz-}

# The guest's word: a shell on the serial port, one line a command, each answer ended by its status.
cat > "$root/usr/local/sbin/witness" <<'EOF'
#!/bin/sh
stty -echo -onlcr
echo "witness: root $(findmnt -n -o SOURCE,FSTYPE /) on $(cat /sys/class/iscsi_session/session*/targetname) at \
$(cat /sys/class/iscsi_connection/connection*/persistent_address) as \
$(cat /sys/class/iscsi_session/session*/initiatorname)"
[ -f /var/lib/witness ] && echo "witness: found $(cat /var/lib/witness)"
echo "witness: ready"
while read -r line; do
    eval "$line"
    echo "witness: status $?"
done
EOF
chmod 755 "$root/usr/local/sbin/witness"
cat > "$root/etc/systemd/system/witness.service" <<'EOF'
[Unit]
Description=The word of this machine, on the serial port
DefaultDependencies=no
Conflicts=shutdown.target
[Service]
ExecStart=/usr/local/sbin/witness
StandardInput=tty
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
[Install]
WantedBy=sysinit.target
EOF
echo guest > "$root/etc/hostname"
chroot "$root" systemctl -q set-default basic.target
chroot "$root" systemctl -q enable witness iscsid.service
chroot "$root" systemctl -q disable iscsid.socket open-iscsi
# What a machine that only has to say its word can do without; on an emulated processor each costs a second.
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
    systemd-tmpfiles-clean.timer systemd-binfmt.service systemd-pstore.service systemd-update-utmp.service \
    systemd-journal-flush.service systemd-sysusers.service systemd-firstboot.service systemd-repart.service \
    dev-hugepages.mount dev-mqueue.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
    sys-kernel-debug.mount sys-kernel-tracing.mount proc-sys-fs-binfmt_misc.automount ldconfig.service \
    systemd-boot-system-token.service network-online.target systemd-remount-fs.service kmod-static-nodes.service \
    systemd-modules-load.service systemd-random-seed.service systemd-sysctl.service systemd-udev-trigger.service \
    systemd-machine-id-commit.service systemd-tmpfiles-setup-dev.service systemd-pcrphase.service \
    systemd-pcrphase-sysinit.service dracut-shutdown.service e2scrub_reap.service \
    systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-journald.service \
    systemd-journald.socket systemd-journald-dev-log.socket systemd-journald-audit.socket \
    systemd-tmpfiles-setup.service systemd-initctl.socket; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
mkdir "$root/etc/systemd/system-generators"
for generator in "$root"/lib/systemd/system-generators/*; do
    ln -s /dev/null "$root/etc/systemd/system-generators/$(basename "$generator")"
done
# An emulated processor that others work on as well is slow, not broken.
sed -i 's/^#DefaultTimeoutStartSec=.*/DefaultTimeoutStartSec=15min/' "$root/etc/systemd/system.conf"
# The iscsid of the initramfs lives on, and would hold the socket of this one.
mkdir "$root/etc/systemd/system/iscsid.service.d"
printf '[Service]\nExecStartPre=-/usr/bin/pkill -x iscsid\n' > "$root/etc/systemd/system/iscsid.service.d/lab.conf"
# Debian's check script is not in the initramfs; without it iscsid does not start there. And the end of iscsid ends its
# connections: it has to live for as long as the last program is read from the root.
sed -i -e /startup-checks/d -e /^Conflicts=shutdown.target/d "$root/lib/systemd/system/iscsid.service"
# A server that restarts is waited for, for as long as it takes.
sed -i 's/^node.session.timeo.replacement_timeout = .*/node.session.timeo.replacement_timeout = 600/' \
    "$root/etc/iscsi/iscsid.conf"

# A guest whose processor is emulated may not get to answer a ping in five seconds.
sed -i 's/^\(node.conn\[0\].timeo.noop_out_timeout\) = .*/\1 = 20/' "$root/etc/iscsi/iscsid.conf"
# iscsiadm starts it where there is no systemd: in the initramfs.
sed -i 's|^iscsid.startup = .*|iscsid.startup = /sbin/iscsid|' "$root/etc/iscsi/iscsid.conf"

for fs in proc sys dev; do
    mount --rbind "/$fs" "$root/$fs"
    mount --make-rslave "$root/$fs"
done
chroot "$root" depmod "$kernel"
chroot "$root" dracut -q -f --no-hostonly --no-early-microcode --strip --gzip \
    --modules "bash network-legacy network iscsi rootfs-block udev-rules fs-lib base kernel-modules" \
    --omit-drivers "mlx.* bonding bridge team.* vlan.* 8021q ipvlan macvlan ib_.* bnx2i qla4xxx cxgb.* be2iscsi qed.*" \
    --drivers "virtio_net virtio_pci iscsi_tcp iscsi_ibft sd_mod xfs crc32c_generic libcrc32c" \
    --force-drivers "virtio_net virtio_pci iscsi_tcp sd_mod xfs" /boot/dracut.initrd "$kernel"
printf 'MODULES=list\nBUSYBOX=y\nCOMPRESS=gzip\nRESUME=none\n' > "$root/etc/initramfs-tools/conf.d/lab"
printf '%s\n' virtio_net virtio_pci iscsi_tcp iscsi_ibft sd_mod ext4 crc32c_generic \
    > "$root/etc/initramfs-tools/modules"
touch "$root/etc/iscsi/iscsi.initramfs"
chroot "$root" mkinitramfs -o /boot/tools.initrd "$kernel"
umount -R "$root/proc" "$root/sys" "$root/dev"

rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/boot/initrd.img-* "$root"/boot/System.map-* \
    "$root"/usr/share/zoneinfo "$root"/usr/share/perl "$root"/var/log/* "$root"/etc/machine-id
: > "$root/etc/machine-id"
mv "$root/boot/vmlinuz-$kernel" "$work/vmlinuz"
mv "$root/boot/dracut.initrd" "$root/boot/tools.initrd" "$work/"

# disk NAME UUID-OF-ROOT FILE-SYSTEM MORE-ARGS: one disk with the whole of the root on it.
disk() {
    name=$1 uuid=$2 fs=$3
    image=$work/$name.img
    truncate -s 1G "$image"
    sgdisk -n 1:2048:+1M -t 1:ef02 -n 2:0:+40M -t 2:ef00 -n 3:0:2093055 -t 3:8300 -c "3:$name" "$image"
    core=2048 esp=4096 first=86016

    cp "$work/vmlinuz" "$root/boot/vmlinuz-$kernel"
    cp "$work/$name.initrd" "$root/boot/initramfs-$kernel.img"
    mkdir -p "$root/boot/grub"
    cat > "$root/boot/grub/grub.cfg" <<EOF
serial --unit=0 --speed=115200
terminal_output serial
linux /boot/vmlinuz-$kernel root=UUID=$uuid $args $4
initrd /boot/initramfs-$kernel.img
boot
EOF
    length=$((2093056 - first))
    case $fs in
        xfs) make="mkfs.xfs -q -m uuid=$uuid" ;;
        *) make="mkfs.ext4 -q -U $uuid -E lazy_itable_init=1 -O ^has_journal" ;;
    esac
    loop=$(losetup -f --show -o $((first * 512)) --sizelimit $((length * 512)) "$image")
    $make "$loop"
    mkdir -p "$work/mnt"
    mount "$loop" "$work/mnt"
    losetup -d "$loop" # goes with the mount
    cp -a "$root/." "$work/mnt/"
    umount "$work/mnt"

    printf 'search --fs-uuid --set=root %s\nconfigfile ($root)/boot/grub/grub.cfg\n' "$uuid" > "$work/$name.cfg"
    grub-mkimage -O x86_64-efi -c "$work/$name.cfg" -p /boot/grub -o "$work/bootx64.efi" \
        part_gpt xfs ext2 fat search search_fs_uuid configfile normal linux boot echo serial terminal
    rm -f "$work/esp"
    truncate -s 40M "$work/esp"
    mkfs.vfat -F 32 -s 1 "$work/esp" > "$work/vfat.log"
    mmd -i "$work/esp" ::/EFI ::/EFI/BOOT
    mcopy -i "$work/esp" "$work/bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
    dd if="$work/esp" of="$image" bs=512 seek=$esp conv=notrunc,sparse status=none

    # What grub-install does, without a device to do it on: boot.img knows the first sector of the core, and
    # the core's first sector knows where the rest of it lies.
    grub-mkimage -O i386-pc -c "$work/$name.cfg" -p /boot/grub -o "$work/core.img" \
        biosdisk part_gpt xfs ext2 search search_fs_uuid configfile normal linux boot echo serial terminal
    boot=/usr/lib/grub/i386-pc/boot.img
    dd if=$boot of="$image" bs=1 count=440 conv=notrunc status=none
    dd if="$work/core.img" of="$image" bs=512 seek=$core conv=notrunc status=none
    sector $core | dd of="$image" bs=1 seek=92 conv=notrunc status=none
    sector $((core + 1)) | dd of="$image" bs=1 seek=$((core * 512 + 500)) conv=notrunc status=none
    mv "$image" "$work/$name.initrd" "$out/"
    cp "$work/vmlinuz" "$out/$name.vmlinuz"
}

sector() { # a sector's number, 64 bits, little endian; all of ours fit 16
    printf "\\$(printf %o $(($1 & 255)))\\$(printf %o $(($1 >> 8)))\0\0\0\0\0\0"
}

disk dracut 0b1e55ed-0000-4000-8000-00000000d4ac xfs "rd.iscsi.firmware=1 rd.iscsi.ibft=1 ip=ibft"
disk tools 0b1e55ed-0000-4000-8000-000000007001 ext4 "iscsi_auto"
grub-mkimage -O x86_64-efi -p '' -o "$out/grubx64.efi" \
    net efinet tftp http linux normal boot configfile echo serial terminal minicmd test
