import { eachOperation } from "./each-operation.ts";
import { type JsonObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { effectiveServers, hostKind } from "./operations.ts";

/** An operation whose prose calls it a PCI endpoint, on a host that is none; and the reverse. */
export function lintHosts(document: JsonObject): Finding[] {
  return [...eachOperation(document)].flatMap(({ item, operation, place }) => {
    const saysPci = /(?<!non-)\bPCI\s+endpoint\b/i.test(String(operation.description ?? ""));
    const urls = effectiveServers(document, item, operation).map(({ url }) => url);
    const kinds = new Set(urls.filter((url) => URL.canParse(url)).map(hostKind));
    const isPci = kinds.has("pci");
    if (kinds.size === 0 || (saysPci === isPci && kinds.size === 1)) return [];
    const found = (what: string) => [{ check: "hosts", place: pointer(...place), what }];
    if (saysPci) {
      const others = isPci ? "also has one that is none" : "has none";
      return found(`Its prose calls it a PCI endpoint, but it ${others}: ${urls.join(", ")}`);
    }
    return isPci
      ? found(`It is served by a PCI host, but its prose does not call it a PCI endpoint: ${urls.join(", ")}`)
      : [];
  });
}
