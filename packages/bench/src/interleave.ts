import type { Progress } from "./progress.ts";
import type { Samples } from "./statistics.ts";

/**
 * Takes one sample of each contestant in each round, each round in another order, so that what the machine does besides
 * meets all of them. The rounds before the first that counts warm up.
 */
export async function interleave(
  names: readonly string[],
  { rounds, warmUp = 1 }: { readonly rounds: number; readonly warmUp?: number },
  progress: Progress,
  sample: (name: string) => number | Promise<number>,
): Promise<Samples> {
  const samples = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    progress(`round ${Math.max(round + 1, 0)} of ${rounds}`);
    const first = (round + warmUp) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const value = await sample(name);
      if (round >= 0) samples.get(name)!.push(value);
    }
  }
  return samples;
}
