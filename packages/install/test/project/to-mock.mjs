// Preloaded before a README's example: what goes to the sandbox goes to the mock instead.
const mock = JSON.parse(process.env.MOCK);
const sandbox = { api: "https://sandbox.pismolabs.io", pci: "https://gw-pci.pismolabs.io" };
const send = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const url = String(input);
  const kind = Object.keys(sandbox).find((name) => url.startsWith(`${sandbox[name]}/`));
  if (kind) return send(mock[kind] + url.slice(sandbox[kind].length), init);
  if (/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) return send(url, init);
  throw new Error(`An example must not call ${url}: mark its block no-run.`);
};
