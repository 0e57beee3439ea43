import { getEventListeners } from "node:events";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/** What is there between two rounds of calls, when none is under way. */
export interface Sample {
  /** Bytes of the heap after a collection. */
  readonly heap: number;
  readonly rss: number;
  readonly listeners: number;
  /** What keeps the process alive beyond what did at the start, such as `Timeout`. */
  readonly resources: readonly string[];
}

export interface Watch {
  /** @param isQuiet whether nothing goes on any more that a call may leave to others. */
  sample(signal: AbortSignal, isQuiet: () => boolean): Promise<Sample>;
  /** What the process was warned of, and rejections that nobody handled. */
  readonly alarms: readonly string[];
}

/** So long, in ms, what belongs to ended calls may take to go. */
const GRACE = 2_000;

export function startWatch(): Watch {
  const { gc } = globalThis;
  if (!gc) throw new Error("Memory is measured after collections: run node with --expose-gc.");
  const alarms: string[] = [];
  process.on("warning", ({ name, message }) => alarms.push(`${name}: ${message}`));
  process.on("unhandledRejection", (reason) => alarms.push(`unhandled rejection: ${reason}`));
  // The first line that is printed opens these.
  void [process.stdout, process.stderr];
  const atStart = process.getActiveResourcesInfo();

  return {
    alarms,
    async sample(signal, isQuiet) {
      const resources = () => without(process.getActiveResourcesInfo(), atStart);
      for (const end = Date.now() + GRACE; Date.now() < end; await wait(5))
        if (isQuiet() && resources().length === 0) break;
      for (let n = 0; n < 3; n++) {
        gc();
        await nextTurn();
      }
      return {
        heap: process.memoryUsage().heapUsed,
        rss: process.memoryUsage.rss(),
        listeners: getEventListeners(signal, "abort").length,
        resources: resources(),
      };
    },
  };
}

/** The first list, less one for each in the second. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const rest = [...all];
  for (const name of taken) {
    const at = rest.indexOf(name);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}
