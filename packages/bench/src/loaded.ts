import { probe } from "./probe.ts";

interface Modules {
  readonly files: number;
  readonly builtIn: readonly string[];
}

/** What had been loaded when the import was done, and after the first call. */
export interface Loaded {
  readonly imported: Modules;
  readonly called: Modules;
}

/** @param baseUrl the server to call, if the module is a peer's */
export function loadedBy(specifier: string, baseUrl?: string): Promise<Loaded> {
  return probe("modules", baseUrl ? [specifier, baseUrl] : [specifier]);
}
