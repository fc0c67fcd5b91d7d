#!/bin/sh
# Runs inside mmdebstrap as a customize hook; $1 is the new root. Everything that needs dpkg or the
# image's own tools happens here; plain files come from rootfs/ in a second, quicker step.
set -eu
root=$1

for line in en_US en_GB de_DE fr_FR es_ES it_IT nl_NL pl_PL pt_BR pt_PT ru_RU tr_TR ja_JP ko_KR zh_CN zh_TW; do
  echo "$line.UTF-8 UTF-8"
done > "$root/etc/locale.gen"
chroot "$root" locale-gen > /dev/null
echo 'LANG=en_US.UTF-8' > "$root/etc/default/locale"
echo desktop > "$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 desktop\n::1 localhost ip6-localhost ip6-loopback\n' > "$root/etc/hosts"
echo 'LABEL=cyberdesk / ext4 noatime,commit=30,noinit_itable 0 1' > "$root/etc/fstab"

chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash --groups audio,video,users desktop
chroot "$root" passwd --lock root > /dev/null

# The drivers that mount the root disk and the configuration disk, nothing else: a small initrd boots faster.
printf 'MODULES=list\nCOMPRESS=zstd\nBUSYBOX=auto\nKEYMAP=n\n' > "$root/etc/initramfs-tools/conf.d/cyberdesk"
printf 'virtio_pci\nvirtio_blk\nvirtio_scsi\nsd_mod\next4\n' >> "$root/etc/initramfs-tools/modules"
chroot "$root" update-initramfs -u > /dev/null

chroot "$root" systemctl --quiet enable systemd-networkd systemd-resolved
chroot "$root" systemctl --quiet set-default multi-user.target
chroot "$root" systemctl --quiet mask \
  systemd-networkd-wait-online.service getty@tty1.service serial-getty@ttyS0.service \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
  fstrim.timer systemd-pstore.service systemd-firstboot.service
# rootfs/ brings the unit itself.
ln -s /etc/systemd/system/execd.service "$root/etc/systemd/system/multi-user.target.wants/execd.service"

# Programs tell the accessibility bus what they show: that is how an agent reads a window without looking.
# An editor that was killed does not ask whether to go on where it was.
{
  printf '[org.gnome.desktop.interface]\ntoolkit-accessibility=true\n'
  printf "[org.xfce.mousepad.preferences.file]\nsession-restore='never'\n"
} > "$root/usr/share/glib-2.0/schemas/90_cyberdesk.gschema.override"
chroot "$root" glib-compile-schemas /usr/share/glib-2.0/schemas

# What execd runs as: the bundle of the image, until an update swaps the link (see rootfs/usr/lib/cyberdesk/update).
mkdir -p "$root/opt/cyberdesk"
ln -s /usr/lib/cyberdesk "$root/opt/cyberdesk/current"

# A lock screen would shut out the person whose desktop it is: there is no password to type.
rm -f "$root/etc/xdg/autostart/xscreensaver.desktop"

# Identity belongs to one machine, not to the image.
: > "$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id" "$root/var/lib/systemd/random-seed"
rm -rf "$root/var/cache/apt/archives" "$root/var/lib/apt/lists" "$root/var/log/apt" "$root"/var/cache/debconf/*-old
mkdir -p "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial" "$root/var/lib/cyberdesk"
find "$root/var/log" -type f -delete

# Settings of the bootstrap itself do not belong in the desktop.
rm -f "$root/etc/apt/apt.conf.d/99mmdebstrap" "$root/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
