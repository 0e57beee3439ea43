// Run in a fresh process: how long it takes to load a peer, and how long until its first answer, in ms.
import type { Connect } from "../peers/peer.ts";

const [file, baseUrl] = process.argv.slice(2);
const start = performance.now();
const { connect }: { connect: Connect } = await import(file!);
const imported = performance.now();
await connect({ baseUrl: baseUrl! })();
const called = performance.now();
const measured = { import: imported - start, firstCall: called - imported };
process.stdout.write(JSON.stringify(measured), () => process.exit());
