import { bare, connectOf, contestants, ours } from "../contestants.ts";
import { interleave } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { rateOf } from "../rate.ts";
import { checkCall } from "../received.ts";
import { type TableHead, toTable } from "../results.ts";
import { Server } from "../serve.ts";

const atOnce = 64;
const ms = 10;

const head = {
  unit: "× bare fetch",
  better: "lower",
  compare: "ratio",
  ours,
} as const;

const sequential: TableHead = {
  ...head,
  id: "loopback-sequential",
  title: "A PUT to a server on the same machine, one after the other",
  how: `Time for a call, divided by that of bare \`fetch\` beside it: a round runs each for ${ms} ms, just before or after as long a run of bare \`fetch\`, in another order each time. What \`fetch\` itself gets so is the noise. The server has a process of its own, and counts what arrives.`,
};

const sideBySide: TableHead = {
  ...head,
  id: `loopback-${atOnce}`,
  title: `The same, ${atOnce} at once`,
  how: `As above, with ${atOnce} calls under way.`,
};

const loopback: Measure = async ({ rounds, progress }) => {
  using server = await Server.start();
  let calls = 0;
  const called = new Map<string, () => Promise<unknown>>();
  for (const contestant of contestants) {
    const call = (await connectOf(contestant))({ baseUrl: server.baseUrl });
    await checkCall(contestant, call, () => server.seen());
    called.set(contestant.name, () => {
      calls++;
      return call();
    });
  }
  const before = (await server.seen()).requests;
  const time = async (name: string, width: number) => {
    const call = called.get(name)!;
    const rate = await rateOf((times) => callAll(call, times, width), ms, width === 1 ? 16 : width * 2);
    return 1000 / rate;
  };
  let isFirst = false;
  const beside = async (name: string, width: number) => {
    // A processor's pace changes from one tenth of a second to the next: only neighbours can be compared.
    isFirst = !isFirst;
    const earlier = isFirst ? await time(bare, width) : undefined;
    const own = await time(name, width);
    return own / (earlier ?? (await time(bare, width)));
  };
  const tables = [];
  for (const [table, width] of [
    [sequential, 1],
    [sideBySide, atOnce],
  ] as const) {
    const samples = await interleave(
      [...called.keys()],
      { rounds: rounds(300, 10), warmUp: 5 },
      (what) => progress(`${table.id}: ${what}`),
      (name) => beside(name, width),
    );
    tables.push(toTable(table, samples));
  }
  const arrived = (await server.seen()).requests - before;
  if (arrived !== calls) throw new Error(`${calls} calls were made, and ${arrived} requests arrived.`);
  return tables;
};

async function callAll(call: () => Promise<unknown>, times: number, width: number): Promise<void> {
  let left = times;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: width }, worker));
}

export default loopback;
