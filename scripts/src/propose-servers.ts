import { eachOperation } from "./each-operation.ts";
import type { Json, JsonObject } from "./json.ts";
import { basePathOf, effectiveServers, hostKind, type Server } from "./operations.ts";
import type { Action, Overlay } from "./overlay.ts";

/**
 * The overlay that says which server an operation has, wherever its document lists several that differ in host kind
 * or base path. The prose decides: "This is a PCI endpoint" means the PCI server, and so does a path below
 * `…pci…/`, whose operations take card data; otherwise it is the API server. Where that leaves more than one, or
 * none, nothing is proposed.
 */
export function proposeServers(document: JsonObject, source: string): Overlay {
  const actions: Action[] = [];
  for (const { path, method, item, operation } of eachOperation(document)) {
    const servers = effectiveServers(document, item, operation).filter(({ url }) => URL.canParse(url));
    if (places(servers) < 2) continue;
    const { kind, reason } = decide(path, operation);
    const chosen = servers.filter(({ url }) => hostKind(url) === kind);
    if (places(chosen) !== 1) continue;
    const target = `$.paths[${quoted(path)}].${method}`;
    if (operation.servers !== undefined)
      actions.push({ target: `${target}.servers`, description: reason, remove: true });
    actions.push({ target, description: reason, update: { servers: chosen.map(asJson) } });
  }
  return { source, actions };
}

function places(servers: readonly Server[]): number {
  return new Set(servers.map(({ url }) => `${hostKind(url)} ${basePathOf(url)}`)).size;
}

function decide(path: string, operation: JsonObject): { kind: "api" | "pci"; reason: string } {
  const title = operation.summary ?? operation.operationId ?? path;
  const sentence = /[^\n.]*\bPCI\s+endpoint\b[^\n]*/i.exec(String(operation.description ?? ""))?.[0];
  if (sentence) return { kind: "pci", reason: `"${sentence.replace(/^[\s*-]+/, "").trim()}" (${title})` };
  const segment = path.split("/").find((each) => /^pci|pci$/i.test(each));
  if (segment) {
    return {
      kind: "pci",
      reason: `Its path is below \`${segment}\`, though its prose does not call it a PCI endpoint. (${title})`,
    };
  }
  return {
    kind: "api",
    reason: `Its prose does not call it a PCI endpoint, so it is served by the API server. (${title})`,
  };
}

function asJson({ url, description }: Server): Json {
  return { url, ...(description && { description }) };
}

function quoted(name: string): string {
  return `'${name.replaceAll(/['\\]/g, "\\$&")}'`;
}
