// Makes the calls, and tells what became of them and what they left: see command-line.ts.
import { createCalls } from "./calls.ts";
import { readCommandLine, type SoakOptions, usage } from "./command-line.ts";
import { findNowhere, startFaultServer } from "./fault-server-process.ts";
import { report } from "./report.ts";
import { type Sample, startWatch } from "./watch.ts";

const ROUNDS = 30;
/** Once all is done, the process has so many ms to end by itself. */
const TO_END = 1_000;

async function soak({ calls, atOnce, seed }: SoakOptions): Promise<boolean> {
  const server = await startFaultServer(seed, calls);
  const nowhere = await findNowhere();
  const watch = startWatch();
  const subject = createCalls(seed, calls, server, nowhere);
  const samples: Sample[] = [];
  const began = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    const start = Math.floor((calls * round) / ROUNDS);
    await subject.run(start, Math.floor((calls * (round + 1)) / ROUNDS), atOnce);
    samples.push(await watch.sample(subject.signal, () => subject.tokensUnderWay() === 0));
  }
  const seconds = (performance.now() - began) / 1_000;
  // Longer than connections are kept for a next request.
  const connectionsOpen = await server.openConnections(8_000);
  const record = { ...(await server.record()), connectionsOpen };
  await Promise.all([server.stop(), nowhere.stop()]);
  const { text, isGood } = report({
    seed,
    calls,
    atOnce,
    seconds,
    samples,
    record,
    endings: subject.endings,
    alarms: watch.alarms,
  });
  console.log(text);
  return isGood;
}

try {
  const options = readCommandLine(process.argv.slice(2));
  if (!options) console.log(usage);
  else if (!(await soak(options))) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

// It keeps nothing alive itself, so it only comes to this where something else does.
setTimeout(() => {
  console.error(
    `After ${TO_END} ms the process had not ended: ${process.getActiveResourcesInfo().join(", ")}.`,
  );
  process.exit(1);
}, TO_END).unref();
