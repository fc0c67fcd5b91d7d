/** What a machine is started from: the part of a VirtualMachineInstance that drivers act on. */
export interface MachineRequest {
  /** UID of the VirtualMachine, which owns the disk: the same across stop and start. */
  id: string;
  /** Name of the VirtualMachine: the identity that execd reads as `instance-id`. */
  name: string;
  namespace: string;
  vcpus: number;
  memoryMiB: number;
  /** cloudInitNoCloud.userData, handed through. */
  userData: string;
}

/** `powerOff`: the guest shut itself down, or was asked to. `crashed`: everything else. */
export interface MachineEnd {
  kind: 'powerOff' | 'crashed';
  message: string;
}

/** A machine that runs. */
export interface Machine {
  readonly id: string;
  /** Its own loopback address; execd listens there on port 8000. */
  readonly address: string;
  /** Settles once, when nothing of the machine runs any more. */
  readonly ended: Promise<MachineEnd>;
  agentConnected(): Promise<boolean>;
  /** Asks the guest to shut down, and ends it after the grace period; with 0 at once, whatever is lost. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/** One way to run machines. Knows nothing of Kubernetes. */
export interface Driver {
  readonly kind: 'qemu' | 'process' | 'simulated';
  /** What executes guest code; `none` where there is no guest. */
  readonly accelerator: 'kvm' | 'tcg' | 'none';
  /** Finds machines that an earlier hypervisor left running, and removes debris that belongs to none. */
  adopt(): Promise<Machine[]>;
  /** Why a machine cannot be started now; undefined when it can. */
  refusal(request: MachineRequest): Promise<string | undefined>;
  start(request: MachineRequest): Promise<Machine>;
  /** Machines with a disk here, running or not. */
  known(): Promise<string[]>;
  /** Removes the disk of a machine that does not run. */
  erase(id: string): Promise<void>;
  /** Ends helpers of the driver; machines live on. */
  close(): Promise<void>;
}
