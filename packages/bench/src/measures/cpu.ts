import { bare, connectOf, contestants, ours } from "../contestants.ts";
import { interleave } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { checkCall } from "../received.ts";
import { type TableHead, toTable } from "../results.ts";
import { against, quantile } from "../statistics.ts";
import { recordingStub, stubbed } from "../stub.ts";

const baseUrl = "http://127.0.0.1:9";
const callsARound = 200;

const head: TableHead = {
  id: "cpu",
  title: "CPU that a call adds, with a stubbed transport",
  unit: "µs",
  better: "lower",
  compare: "difference",
  how: `The median time of ${callsARound} calls over a transport that answers at once, less that of bare \`fetch\` over the same transport in the same round. Nothing waits, so the time is the CPU's. Each is given the transport the way it offers.`,
  ours,
};

const cpu: Measure = async ({ rounds, progress }) => {
  const calls = new Map<string, () => Promise<unknown>>();
  for (const contestant of contestants) {
    const connect = await connectOf(contestant);
    const { fetch, seen } = recordingStub();
    await checkCall(contestant, connect({ baseUrl, fetch }), seen);
    calls.set(contestant.name, connect({ baseUrl, fetch: stubbed }));
  }
  const samples = await interleave(
    [...calls.keys()],
    { rounds: rounds(100, 10), warmUp: 10 },
    (what) => progress(`cpu: ${what}`),
    (name) => medianTime(calls.get(name)!),
  );
  return [
    toTable(
      head,
      against(samples, bare, (value, fetch) => value - fetch),
    ),
  ];
};

/** In µs. */
async function medianTime(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let done = 0; done < callsARound; done++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5) * 1000;
}

export default cpu;
