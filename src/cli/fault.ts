// What a command ends with: an exit code that scripts can rely on, and a sentence that says what to do.

/** Exit codes of ./ramz; 64 and above as in sysexits.h. */
export const exitCodes = {
  ok: 0,
  /** The command ran and found something wrong: a failed test, a file that is not whole, a machine that needs mending. */
  foundWrong: 1,
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  bug: 70,
  cannotWrite: 73,
  inUse: 75,
  permission: 77,
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with a message for a person; anything else that is thrown is a bug and shows its stack. */
export class CommandFault extends Error {
  readonly exitCode: ExitCode;
  constructor(kind: keyof typeof exitCodes, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCodes[kind];
  }
}
