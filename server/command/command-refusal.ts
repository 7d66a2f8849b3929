/** A command cannot do what it was asked; the message is one sentence for the operator. Exit status 1 failed, 2 wrong use. */
export class CommandRefusal extends Error {
  readonly exitStatus: 1 | 2;

  constructor(message: string, exitStatus: 1 | 2 = 1) {
    super(message);
    this.exitStatus = exitStatus;
  }
}
