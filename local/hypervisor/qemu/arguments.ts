/** What a QEMU process is started with. Paths are relative to its working folder, the machine's own. */
export interface QemuSettings {
  accelerator: 'kvm' | 'tcg';
  vcpus: number;
  memoryMiB: number;
  /** Folder of the image: vmlinuz and initrd. */
  image: string;
  memory: { file: string; shared: boolean } | 'private';
  /** Waits for a machine's state in place of booting. */
  incoming: boolean;
  serial: string;
  /** Cut off from everything but the forwarded port: how a template is made. */
  isolated: boolean;
}

/** Raised when the devices change: a template's state fits only the same devices in the same order. */
export const DEVICES_VERSION = 2;

const KERNEL_ARGUMENTS = [
  'root=LABEL=cyberdesk',
  'rw',
  'console=ttyS0',
  'quiet',
  'net.ifnames=0',
  // Emulated and single-tenant inside: the guest's own mitigations protect nobody and cost a third of the speed.
  'mitigations=off',
  'nowatchdog',
  'random.trust_cpu=on',
  'systemd.show_status=false',
].join(' ');

export function qemuArguments(settings: QemuSettings): string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-name', 'cyberdesk', '-machine', 'q35,memory-backend=ram,usb=off,hpet=off,vmport=off'],
    ...accelerator(settings),
    ...['-smp', String(settings.vcpus), '-m', `${settings.memoryMiB}M`, ...memory(settings)],
    ...['-kernel', `${settings.image}/vmlinuz`, '-initrd', `${settings.image}/initrd`],
    ...[
      '-append',
      KERNEL_ARGUMENTS,
      '-smbios',
      `type=1,manufacturer=Cyberdesk,serial=${settings.serial}`,
    ],
    ...disks(),
    ...network(settings),
    ...['-object', 'rng-random,id=rng,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=rng'],
    ...['-device', 'vmgenid,guid=auto'],
    ...control(),
    ...(settings.incoming ? ['-incoming', 'defer'] : []),
    // The controller says when: by then the network rules are in place.
    '-S',
  ];
}

function accelerator({ accelerator: kind }: QemuSettings): string[] {
  if (kind === 'kvm') return ['-accel', 'kvm', '-cpu', 'host,migratable=on'];
  // The cache of translated code is memory of each desktop: bounded.
  return ['-accel', 'tcg,thread=multi,tb-size=128', '-cpu', 'max'];
}

function memory({ memory: backing, memoryMiB }: QemuSettings): string[] {
  if (backing === 'private') return ['-object', `memory-backend-ram,id=ram,size=${memoryMiB}M`];
  const share = backing.shared ? 'on' : 'off';
  return [
    '-object',
    `memory-backend-file,id=ram,size=${memoryMiB}M,mem-path=${escape(backing.file)},share=${share}`,
  ];
}

/** QEMU reads a comma inside an option's value as two. */
const escape = (path: string): string => path.replaceAll(',', ',,');

function disks(): string[] {
  return [
    '-drive',
    'if=none,id=root,file=disk.qcow2,format=qcow2,cache=writeback,discard=unmap,detect-zeroes=unmap',
    '-device',
    'virtio-blk-pci,drive=root,serial=root',
    '-drive',
    'if=none,id=config,file=config.iso,format=raw,read-only=on',
    '-device',
    'virtio-blk-pci,drive=config,serial=config',
  ];
}

function network({ isolated }: QemuSettings): string[] {
  const restrict = isolated ? ',restrict=on' : '';
  return [
    '-netdev',
    `user,id=net,ipv6=off,hostfwd=tcp::8000-:8000${restrict}`,
    '-device',
    'virtio-net-pci,netdev=net,romfile=',
  ];
}

function control(): string[] {
  return [
    '-device',
    'virtio-serial-pci',
    '-chardev',
    'socket,id=qga,path=qga.sock,server=on,wait=off',
    '-device',
    'virtserialport,chardev=qga,name=org.qemu.guest_agent.0',
    '-chardev',
    'ringbuf,id=console,size=65536',
    '-serial',
    'chardev:console',
    '-chardev',
    'socket,id=qmp,path=qmp.sock,server=on,wait=off',
    '-mon',
    'chardev=qmp,mode=control',
  ];
}
