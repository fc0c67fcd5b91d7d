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
export const DEVICES_VERSION = 4;

/**
 * Everything that the emulator can do, less what costs it dearly: byte-wise string instructions (erms),
 * a fifth level of page tables (la57), a mode switch at each copy from user memory (smap), and vectors of
 * 256 bits. Together a quarter of the processor time until the desktop is drawn.
 */
const EMULATED_CPU = 'max,erms=off,la57=off,smap=off,avx=off,avx2=off,fma=off,f16c=off';

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
];

/**
 * Without a word the kernel distrusts an emulated time stamp counter and asks a port of the chipset for the
 * time: an exit with a global lock, thousands of times a second.
 */
const EMULATED_CLOCK = ['tsc=reliable', 'clocksource=tsc'];

/** An option of QEMU with its value, if it has one. */
type Option = [name: string, value?: string];

export function qemuArguments(settings: QemuSettings): string[] {
  const options: Option[] = [
    ['-nodefaults'],
    ['-no-user-config'],
    ['-display', 'none'],
    ['-name', 'cyberdesk'],
    ...machine(settings),
    ...kernel(settings),
    ...disks(),
    ...network(settings),
    ['-object', 'rng-random,id=rng,filename=/dev/urandom'],
    ['-device', 'virtio-rng-pci,rng=rng'],
    ['-device', 'vmgenid,guid=auto'],
    ...control(),
    // The controller says when the guest runs: by then the network rules are in place.
    ['-S'],
  ];
  return options.flat().filter((word) => word !== undefined);
}

function machine(settings: QemuSettings): Option[] {
  return [
    ['-machine', 'q35,memory-backend=ram,usb=off,hpet=off,vmport=off'],
    ...accelerator(settings),
    ['-smp', String(settings.vcpus)],
    ['-m', `${settings.memoryMiB}M`],
    ['-object', memory(settings)],
    ['-smbios', `type=1,manufacturer=Cyberdesk,serial=${settings.serial}`],
    ...(settings.incoming ? [['-incoming', 'defer'] satisfies Option] : []),
  ];
}

function accelerator({ accelerator: kind }: QemuSettings): Option[] {
  if (kind === 'kvm') {
    return [
      ['-accel', 'kvm'],
      ['-cpu', 'host,migratable=on'],
    ];
  }
  return [
    // The cache of translated code is memory of each desktop: bounded.
    ['-accel', 'tcg,thread=multi,tb-size=112'],
    ['-cpu', EMULATED_CPU],
  ];
}

function memory({ memory: backing, memoryMiB }: QemuSettings): string {
  if (backing === 'private') return `memory-backend-ram,id=ram,size=${memoryMiB}M`;
  const share = backing.shared ? 'on' : 'off';
  const file = escape(backing.file);
  return `memory-backend-file,id=ram,size=${memoryMiB}M,mem-path=${file},share=${share}`;
}

/** QEMU reads two commas inside an option's value as one. */
const escape = (path: string): string => path.replaceAll(',', ',,');

function kernel({ image, accelerator: kind }: QemuSettings): Option[] {
  const words = kind === 'tcg' ? [...KERNEL_ARGUMENTS, ...EMULATED_CLOCK] : KERNEL_ARGUMENTS;
  return [
    ['-kernel', `${image}/vmlinuz`],
    ['-initrd', `${image}/initrd`],
    ['-append', words.join(' ')],
  ];
}

function disks(): Option[] {
  const cache = 'cache=unsafe,discard=unmap,detect-zeroes=unmap';
  return [
    ['-drive', `if=none,id=root,file=disk.qcow2,format=qcow2,${cache}`],
    ['-device', 'virtio-blk-pci,drive=root,serial=root'],
    ['-drive', 'if=none,id=config,file=config.iso,format=raw,read-only=on'],
    ['-device', 'virtio-blk-pci,drive=config,serial=config'],
  ];
}

function network({ isolated }: QemuSettings): Option[] {
  const restrict = isolated ? ',restrict=on' : '';
  return [
    ['-netdev', `user,id=net,ipv6=off,hostfwd=tcp::8000-:8000${restrict}`],
    ['-device', 'virtio-net-pci,netdev=net,romfile='],
  ];
}

function control(): Option[] {
  return [
    ['-device', 'virtio-serial-pci'],
    ['-chardev', 'socket,id=qga,path=qga.sock,server=on,wait=off'],
    ['-device', 'virtserialport,chardev=qga,name=org.qemu.guest_agent.0'],
    // A guest may write to its console without end: only the last part is kept, in memory.
    ['-chardev', 'ringbuf,id=console,size=65536'],
    ['-serial', 'chardev:console'],
    ['-chardev', 'socket,id=qmp,path=qmp.sock,server=on,wait=off'],
    ['-mon', 'chardev=qmp,mode=control'],
  ];
}
