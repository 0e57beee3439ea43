import { describe, expect, it } from "vitest";
import type { JsonObject } from "../src/json.ts";
import { applyOverlay, readOverlay } from "../src/overlay.ts";
import {
  extendOverlay,
  newOverlay,
  withExpectations,
  withoutObsoleteProposals,
} from "../src/overlay-proposals.ts";
import { proposeServers } from "../src/propose-servers.ts";
import { openapi } from "./support/documents.ts";

const servers = [
  { url: "https://sandbox.example.com", description: "Sandbox" },
  { url: "https://gw-pci.example.com", description: "Sandbox: PCI" },
];

function document(...paths: string[]): JsonObject {
  return openapi({ servers, paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])) });
}

function proposed(given: JsonObject) {
  return withExpectations(proposeServers(given, "overlay.yaml").actions, given);
}

const byHand = `overlay: 1.0.0 # by hand
info: { title: Cards, version: 1.0.0 }
actions:
  # This one stays.
  - target: $.paths['/a'].get
    description: A name.
    update: { x-pismo-client: { name: getA } }
`;

describe("proposed servers", () => {
  it("make a new overlay that gives each operation its host", () => {
    const given = document("/it's", "/pcicards/b");
    const text = newOverlay('"Cards"', proposed(given));
    expect(applyOverlay(given, readOverlay(text, "overlay.yaml")).paths).toEqual({
      "/it's": { get: { servers: [servers[0]] } },
      "/pcicards/b": { get: { servers: [servers[1]] } },
    });
  });

  it("are added at an overlay's end, and every byte before them stays", () => {
    const text = extendOverlay(byHand, proposed(document("/a")), "overlay.yaml");
    expect(text.startsWith(byHand)).toBe(true);
    expect(readOverlay(text, "overlay.yaml").actions).toHaveLength(2);
  });

  it("are not added where the list of actions is not at its end", () => {
    const text = `${byHand}x-more: true\n`;
    expect(() => extendOverlay(text, proposed(document("/a")), "overlay.yaml")).toThrow(
      /^overlay\.yaml\n.*not at its end/,
    );
  });

  it("rest on the servers' URLs, and not on their descriptions", () => {
    const overlay = readOverlay(newOverlay("Cards", proposed(document("/a"))), "overlay.yaml");
    expect(overlay.actions[0]!["x-expect"]).toEqual({
      "$.servers[0].url": "https://sandbox.example.com",
      "$.servers[1].url": "https://gw-pci.example.com",
    });
    const [api, pci] = servers;
    const reworded = { ...document("/a"), servers: [{ ...api!, description: "Sandbox." }, pci!] };
    expect(() => applyOverlay(reworded, overlay)).not.toThrow();
    const moved = { ...document("/a"), servers: [{ ...api!, url: "https://other.example.com" }, pci!] };
    expect(() => applyOverlay(moved, overlay)).toThrow(/expects \$\.servers\[0\]\.url/);
  });

  it("go with their operation; what else an overlay does stays, though it matches nothing", () => {
    const text = extendOverlay(byHand, proposed(document("/a", "/gone")), "overlay.yaml");
    const kept = withoutObsoleteProposals(text, document("/a"), "overlay.yaml");
    expect(kept).toBe(extendOverlay(byHand, proposed(document("/a")), "overlay.yaml"));
    expect(withoutObsoleteProposals(kept, document("/a"), "overlay.yaml")).toBe(kept);
    const named = readOverlay(withoutObsoleteProposals(text, document("/b"), "overlay.yaml"), "overlay.yaml");
    expect(named.actions.map(({ description }) => description)).toEqual(["A name."]);
  });
});
