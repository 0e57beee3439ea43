/** One claim, and what proves it. */
export interface Test {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export interface Result {
  readonly name: string;
  readonly ms: number;
  /** Why it failed; absent where it passed. */
  readonly problem?: string;
}

/** Far longer than any test takes, so that one that hangs is known by its name. */
const LIMIT = 20_000;

export function test(name: string, run: () => Promise<void>): Test {
  return { name, run };
}

/** Runs the tests one after the other. It needs nothing of its platform but timers. */
export async function runTests(
  tests: readonly Test[],
  onResult: (result: Result) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, run } of tests) {
    const started = Date.now();
    const problem = await problemOf(run);
    const result = { name, ms: Date.now() - started, ...(problem !== undefined && { problem }) };
    onResult(result);
    results.push(result);
  }
  return results;
}

async function problemOf(run: () => Promise<void>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LIMIT} ms`)), LIMIT);
  });
  try {
    await Promise.race([run(), limit]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } finally {
    clearTimeout(timer);
  }
}
