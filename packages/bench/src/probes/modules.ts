// Run in a fresh process: how many files, and which of Node's own modules, a module and its first call load.
import { registerHooks } from "node:module";
import type { Connect } from "../peers/peer.ts";

const [specifier, baseUrl] = process.argv.slice(2);
const files = new Set<string>();
const builtIn = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    (url.startsWith("node:") ? builtIn : files).add(url);
    return nextLoad(url, context);
  },
});
const loaded: { connect?: Connect } = await import(specifier!);
const imported = { files: files.size, builtIn: [...builtIn].sort() };
if (baseUrl) await loaded.connect!({ baseUrl })();
const called = { files: files.size, builtIn: [...builtIn].sort() };
process.stdout.write(JSON.stringify({ imported, called }), () => process.exit());
