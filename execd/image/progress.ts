/** Told by every slow step: which stage, how much of it is done (0 to 1), and what is being done now. */
export type Progress = (stage: 'base' | 'layer', fraction: number, message: string) => void;
