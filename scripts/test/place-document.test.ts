import { describe, expect, it } from "vitest";
import { type Incoming, type Placed, placeDocument } from "../src/place-document.ts";
import type { OperationKey, UpstreamDocument } from "../src/upstream-document.ts";

type Kind = UpstreamDocument["kind"];

function document(kind: Kind, operations: readonly string[], name = "Cards"): UpstreamDocument {
  return {
    kind,
    title: "Cards",
    name,
    operations: operations.map(key),
    extension: kind === "openapi" ? "yaml" : "md",
  };
}

/** `GET /cards#list`: a route and an operationId, each of which may be missing. */
function key(text: string): OperationKey {
  const [route = "", id] = text.split("#");
  return { route, summary: "", ...(id !== undefined && { id }) };
}

function placed(file: string, kind: Kind, operations: readonly string[], url?: string): Placed {
  return {
    file: `cards/upstream/${file}`,
    api: "cards",
    sha256: file,
    document: document(kind, operations),
    ...(url !== undefined && { url }),
  };
}

function incoming(kind: Kind, operations: readonly string[], rest: Partial<Incoming> = {}): Incoming {
  return { origin: "new", sha256: "new", document: document(kind, operations), ...rest };
}

function place(document: Incoming, present: readonly Placed[], named: readonly string[] = []) {
  const placement = placeDocument(document, "cards", present, named);
  return (
    placement && { file: placement.file, replaced: placement.replaced.map(({ file }) => file.split("/")[2]) }
  );
}

const list = placed("list.md", "reference-page", ["GET /cards#list"]);
const block = placed("block.md", "reference-page", ["PUT /cards/{}#block"]);
const whole = placed("cards.yaml", "openapi", ["GET /cards#list", "PUT /cards/{}#block"]);

describe("a document takes the place of", () => {
  it("nothing, where it shares no operation with another", () => {
    expect(place(incoming("reference-page", ["GET /others"]), [list, block, whole])).toEqual({
      file: "cards/upstream/get-others.md",
      replaced: [],
    });
  });

  it("nothing in another API", () => {
    const other = { ...list, api: "tokens", file: "tokens/upstream/list.md" };
    expect(place(incoming("reference-page", ["GET /cards#list"]), [other])).toEqual({
      file: "cards/upstream/list.md",
      replaced: [],
    });
  });

  it.each([
    ["method and path, whatever its operationId", "GET /cards#renamed"],
    ["operationId, whatever its path", "GET /v2/cards#list"],
  ])("the page of the same operation, by %s", (_, operation) => {
    expect(place(incoming("reference-page", [operation]), [list, block])).toEqual({
      file: "cards/upstream/list.md",
      replaced: ["list.md"],
    });
  });

  it("the whole document that it shares an operation with, whatever else either has", () => {
    const next = incoming("openapi", ["GET /cards#list", "GET /statuses#statuses"]);
    expect(place(next, [whole])).toEqual({ file: "cards/upstream/cards.yaml", replaced: ["cards.yaml"] });
  });

  it("all the fragments that it covers", () => {
    const next = incoming("openapi", ["GET /cards#list", "PUT /cards/{}#block", "GET /statuses#statuses"]);
    expect(place(next, [list, block])).toEqual({
      file: "cards/upstream/cards.yaml",
      replaced: ["list.md", "block.md"],
    });
  });

  it("the one with its URL, though they share nothing", () => {
    const url = "https://example.com/page";
    const before = placed("page.md", "reference-page", ["GET /old"], url);
    expect(place(incoming("reference-page", ["GET /new"], { url }), [before])).toEqual({
      file: "cards/upstream/page.md",
      replaced: ["page.md"],
    });
  });

  it("the one that is named, though it does not cover it", () => {
    const next = incoming("openapi", ["GET /cards#list", "GET /statuses#statuses"]);
    expect(place(next, [list, block], ["cards/upstream/block.md"])?.replaced).toEqual([
      "list.md",
      "block.md",
    ]);
  });
});

describe("the maintainer decides", () => {
  it.each<[string, Incoming, readonly Placed[], RegExp]>([
    [
      "about a fragment that a whole document lacks, where it covers another",
      incoming("openapi", ["GET /cards#list", "GET /statuses#statuses"]),
      [list, block],
      /^new\n {2}and specs\/cards\/upstream\/block\.md\n.*lacks its `PUT \/cards\/\{\}`\.\n.*--replaces cards\/upstream\/block\.md$/,
    ],
    [
      "about a part of a whole document",
      incoming("reference-page", ["GET /cards#list"]),
      [whole],
      /Both describe `GET \/cards`, but only the second one `PUT \/cards\/\{\}`\.\n.*--replaces cards\/upstream\/cards\.yaml$/,
    ],
  ])("%s", (_, document, present, message) => {
    expect(() => place(document, present)).toThrow(message);
  });
});

describe("the very same bytes", () => {
  it("change nothing, from whatever file they come", () => {
    expect(
      place(incoming("reference-page", ["GET /cards#list"], { sha256: "list.md" }), [list]),
    ).toBeUndefined();
  });

  it("are taken from the URL that they have now", () => {
    const same = incoming("reference-page", ["GET /cards#list"], {
      sha256: "list.md",
      url: "https://example.com/list",
    });
    expect(place(same, [list])).toEqual({ file: "cards/upstream/list.md", replaced: ["list.md"] });
  });
});

it("a name that is taken gets a number", () => {
  const page = (file: string) => placed(file, "reference-page", [`GET /${file}`]);
  const next = incoming("reference-page", ["GET /new#list"]);
  expect(place(next, [page("list.md")])?.file).toBe("cards/upstream/list-2.md");
  expect(place(next, [page("list.md"), page("list-2.md")])?.file).toBe("cards/upstream/list-3.md");
});
