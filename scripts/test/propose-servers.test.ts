import { describe, expect, it } from "vitest";
import type { JsonObject } from "../src/json.ts";
import { readOperations } from "../src/operations.ts";
import { applyOverlay, readOverlay } from "../src/overlay.ts";
import { proposeServers } from "../src/propose-servers.ts";
import { openapi } from "./support/documents.ts";

const both = [
  { url: "https://sandbox.example.com/x", description: "Sandbox" },
  { url: "https://gw-pci.example.com/x", description: "Sandbox PCI" },
];

function document(operation: JsonObject, path = "/cards", servers = both): JsonObject {
  return openapi({ servers, paths: { [path]: { post: operation } } });
}

function hostAfter(given: JsonObject): string {
  return readOperations(applyOverlay(given, proposeServers(given, "overlay.yaml")), "cards.json")[0]!.metadata
    .host;
}

describe("an operation with servers of both host kinds", () => {
  it.each([
    "**Note:** This is a PCI endpoint, use the https://gw-pci.example.com environment.",
    "Text.\n\n**Notes**:\n * This is a PCI  endpoint.\n * Another.",
    "This is a\nPCI endpoint.",
  ])("is PCI where its prose says so: %j", (description) => {
    const given = document({ description });
    expect(hostAfter(given)).toBe("pci");
    expect(proposeServers(given, "overlay.yaml").actions[0]!.description).toMatch(/^".*PCI\s+endpoint/);
  });

  it("is PCI where its path is below PCI's", () => {
    expect(hostAfter(document({ description: "Update a PAN." }, "/pcicards/v1/cards/pan"))).toBe("pci");
  });

  it.each(["Get non-PCI information.", "", "Starts the migration of PCI cards."])(
    "is the API's otherwise: %j",
    (description) => {
      expect(hostAfter(document({ description }))).toBe("api");
    },
  );

  it("is said by actions that an overlay can hold", () => {
    const { actions } = proposeServers(document({}, "/it's/{a\\b}"), "overlay.yaml");
    const text = JSON.stringify({ overlay: "1.0.0", info: {}, actions });
    expect(applyOverlay(document({}, "/it's/{a\\b}"), readOverlay(text, "overlay.yaml")).paths).toMatchObject(
      {
        "/it's/{a\\b}": { post: { servers: [both[0]] } },
      },
    );
  });

  it("has its own servers replaced", () => {
    const given = openapi({ paths: { "/cards": { post: { servers: both } } } });
    expect(applyOverlay(given, proposeServers(given, "overlay.yaml")).paths).toEqual({
      "/cards": { post: { servers: [both[0]] } },
    });
  });
});

describe("nothing is proposed", () => {
  it.each([
    ["where one server is left anyway", [both[0]!]],
    [
      "where servers are the same but for their host",
      [both[0]!, { url: "https://other.example.com/x", description: "" }],
    ],
    [
      "where base paths still differ",
      [both[0]!, { url: "https://sandbox.example.com/y", description: "" }, both[1]!],
    ],
    ["where no server is of the kind", [both[1]!, { url: "https://pci.example.com/y", description: "" }]],
  ])("%s", (_, servers) => {
    expect(proposeServers(document({}, "/cards", servers), "overlay.yaml").actions).toEqual([]);
  });
});
