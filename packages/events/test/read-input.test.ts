import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parseEvent } from "../src/index.ts";
import { envelope, payload, rotateCvv } from "./samples.ts";
import { problems } from "./thrown.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const kinds = (...input: Parameters<typeof parseEvent>) =>
  problems(() => parseEvent(...input)).map(({ kind }) => kind);

describe("bytes and texts", () => {
  it("a byte order mark is passed over, once", () => {
    const text = `\uFEFF${JSON.stringify(envelope())}`;
    expect(parseEvent(text).type).toBe("cards.rotate_cvv");
    expect(parseEvent(bytes(text)).type).toBe("cards.rotate_cvv");
    expect(kinds(`\uFEFF${text}`)).toEqual(["syntax"]);
    expect(kinds(bytes(`\uFEFF${text}`))).toEqual(["syntax"]);
  });

  it.each([
    ["a byte that no UTF-8 has", [0x22, 0xff, 0x22]],
    ["an overlong form", [0x22, 0xc0, 0xaf, 0x22]],
    ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["a cut-off character", [0x22, 0xe2, 0x82]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])("%s is refused", (_case, values) => {
    expect(kinds(Uint8Array.from(values))).toEqual(["encoding"]);
  });

  it("a part of a larger buffer is read as that part", () => {
    const whole = Buffer.from(`xxx${JSON.stringify(envelope())}yyy`);
    expect(parseEvent(whole.subarray(3, -3)).type).toBe("cards.rotate_cvv");
  });

  it("bytes and objects of another realm are read", () => {
    const foreign = runInNewContext("new Uint8Array(data)", { data: [...bytes(JSON.stringify(envelope()))] });
    expect(parseEvent(foreign).type).toBe("cards.rotate_cvv");
    expect(parseEvent(runInNewContext("JSON.parse(text)", { text: JSON.stringify(envelope()) })).type).toBe(
      "cards.rotate_cvv",
    );
  });
});

describe("limits", () => {
  const size = bytes(JSON.stringify(envelope())).byteLength;
  const wide = JSON.stringify({ name: "é€𝄞" });

  it.each([
    ["text", JSON.stringify(envelope()), size],
    ["bytes", bytes(JSON.stringify(envelope())), size],
    ["text with wide characters", wide, bytes(wide).byteLength],
  ])("bytes of a %s", (_form, input, exact) => {
    const identity = { domain: "any", event: "other", version: 1 };
    expect(parseEvent(input, { identity, limits: { bytes: exact } }).type).toBe("unknown");
    expect(kinds(input, { limits: { bytes: exact - 1 } })).toEqual(["too-large"]);
  });

  it("10 MiB by default", () => {
    const filled = (length: number) => JSON.stringify(payload({ reason: "x".repeat(length) }));
    const room = 10 * 1024 * 1024 - filled(0).length;
    expect(parseEvent(filled(room), { identity: rotateCvv }).type).toBe("cards.rotate_cvv");
    expect(kinds(filled(room + 1))).toEqual(["too-large"]);
    expect(kinds(bytes(filled(room + 1)))).toEqual(["too-large"]);
  });

  it("of parsed objects: depth, values, and one that contains itself", () => {
    const cycle = envelope();
    cycle.again = cycle;
    expect(kinds(cycle)).toEqual(["too-deep"]);
    expect(kinds(envelope({ list: Array.from({ length: 100_000 }, () => 0) }))).toEqual(["too-many-values"]);
    expect(kinds(envelope(), { limits: { depth: 1 } })).toEqual(["too-deep"]);
    expect(parseEvent(envelope(), { limits: { depth: 2 } }).type).toBe("cards.rotate_cvv");
  });

  it("the same depth counts for a text and for what it parses to", () => {
    expect(parseEvent(JSON.stringify(envelope()), { limits: { depth: 2 } }).type).toBe("cards.rotate_cvv");
    expect(kinds(JSON.stringify(envelope()), { limits: { depth: 1 } })).toEqual(["too-deep"]);
  });

  it("worst cases of 10 MB are refused, none in more than seconds", { timeout: 60_000 }, () => {
    for (const unit of ["[", '{"a":', "[1,", '"\\u0041', "1", "\n", '{"a":1,"b":2},']) {
      const text = unit.repeat(Math.floor((10 * 1024 * 1024 - 1) / unit.length));
      for (const input of [text, `[${text}`]) {
        const start = performance.now();
        expect(kinds(input)).toHaveLength(1);
        expect(performance.now() - start).toBeLessThan(5000);
      }
    }
  });
});

it("an input's own __proto__ pollutes nothing, in text and parsed", () => {
  const text = JSON.stringify(envelope())
    .replace("{", '{"__proto__":{"cid":"polluted"},')
    .replace('"data":{', '"data":{"__proto__":{"reason":"x"},');
  for (const input of [text, JSON.parse(text)]) {
    const event = parseEvent(input);
    expect(event.envelope.cid).toBe("7c7737f0-53d4-9b49-9833-e4c47483634e");
    expect(Object.getPrototypeOf(event.envelope)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(event.data)).toBe(Object.prototype);
    expect(Object.hasOwn(event.envelope, "__proto__")).toBe(true);
  }
  expect(({} as Record<string, unknown>).cid).toBeUndefined();
});
