declare global {
  namespace App {
    interface Error {
      /** A Refusal's code, or INTERNAL. */
      code?: string;
      /** Names the request in the hub's log. */
      requestId?: string;
    }
    interface Locals {
      /** undefined: as the operating system prefers. */
      theme: 'light' | 'dark' | undefined;
      isPatternView: boolean;
      requestId: string;
    }
  }
}

export {};
