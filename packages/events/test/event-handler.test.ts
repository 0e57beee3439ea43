import { describe, expect, it, vi } from "vitest";
import { createEventHandler, createMemorySeenStore, EventError, type SeenStore } from "../src/index.ts";
import { envelope, payload } from "./samples.ts";

const onUnknown = vi.fn();

describe("dispatch", () => {
  it("calls the handler of the event's type with the event", async () => {
    const rotated = vi.fn();
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    const { status, event } = await handle(JSON.stringify(envelope()));
    expect(status).toBe("handled");
    expect(rotated).toHaveBeenCalledExactlyOnceWith(event);
    expect(event.data).toMatchObject({ card_id: 5476631 });
  });

  it("gives unknown events, and known ones without a handler, to onUnknown", async () => {
    const unknown = vi.fn();
    const handle = createEventHandler({}, { onUnknown: unknown });
    expect((await handle(envelope({ event_type: "new-1", event_id: "a" }))).status).toBe("unknown");
    expect((await handle(envelope({ event_id: "b" }))).status).toBe("unknown");
    expect(unknown.mock.calls.map(([event]) => event.type)).toEqual(["unknown", "cards.rotate_cvv"]);
  });

  it("rejects what is no event, and keeps to the limits", async () => {
    const seen = { has: vi.fn(), add: vi.fn() };
    const handle = createEventHandler({}, { onUnknown, seen, limits: { bytes: 10_000 } });
    await expect(handle("{}")).rejects.toBeInstanceOf(EventError);
    await expect(handle(JSON.stringify(envelope({ more: "x".repeat(10_000) })))).rejects.toBeInstanceOf(
      EventError,
    );
    expect(seen.has).not.toHaveBeenCalled();
  });

  it("refuses a handler for a type that is not known", () => {
    expect(() => createEventHandler({ "cards.rotate_cw": () => {} } as object, { onUnknown })).toThrow(
      TypeError,
    );
  });
});

describe("duplicates", () => {
  it("an event that was handled is not handled again, whatever its form", async () => {
    const rotated = vi.fn();
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    await handle(envelope());
    expect((await handle(JSON.stringify(envelope()))).status).toBe("duplicate");
    expect((await handle(envelope({ event_id: "another" }))).status).toBe("handled");
    expect(rotated).toHaveBeenCalledTimes(2);
  });

  it("a handler that throws leaves the event unseen", async () => {
    const failure = new Error("database down");
    const rotated = vi.fn().mockRejectedValueOnce(failure);
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    await expect(handle(envelope())).rejects.toBe(failure);
    expect((await handle(envelope())).status).toBe("handled");
    expect((await handle(envelope())).status).toBe("duplicate");
  });

  it("an unknown event whose handling throws stays unseen too", async () => {
    const unknown = vi.fn().mockImplementationOnce(() => {
      throw new Error("no room");
    });
    const handle = createEventHandler({}, { onUnknown: unknown });
    await expect(handle(envelope())).rejects.toThrow("no room");
    expect((await handle(envelope())).status).toBe("unknown");
  });

  it("copies that arrive together are handled once", async () => {
    let release = () => {};
    const rotated = vi.fn(() => new Promise<void>((resolve) => (release = resolve)));
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    const copies = [handle(envelope()), handle(envelope()), handle(envelope())];
    await vi.waitFor(() => expect(rotated).toHaveBeenCalled());
    release();
    expect((await Promise.all(copies)).map(({ status }) => status)).toEqual([
      "handled",
      "duplicate",
      "duplicate",
    ]);
    expect(rotated).toHaveBeenCalledTimes(1);
  });

  it("of copies that arrive together, the next is handled when the first fails", async () => {
    const rotated = vi.fn().mockRejectedValueOnce(new Error("first"));
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    const [first, second] = await Promise.allSettled([handle(envelope()), handle(envelope())]);
    expect(first.status).toBe("rejected");
    expect(second).toMatchObject({ value: { status: "handled" } });
  });

  it("different events do not wait for each other", async () => {
    let release = () => {};
    const rotated = vi.fn((event) =>
      event.envelope.event_id === "slow" ? new Promise<void>((resolve) => (release = resolve)) : undefined,
    );
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown });
    const slow = handle(envelope({ event_id: "slow" }));
    expect((await handle(envelope({ event_id: "fast" }))).status).toBe("handled");
    release();
    await slow;
  });

  it("a store that fails rejects, and the event can be handled later", async () => {
    const seen: SeenStore = {
      has: vi.fn().mockRejectedValueOnce(new Error("redis down")).mockResolvedValue(false),
      add: vi.fn(),
    };
    const rotated = vi.fn();
    const handle = createEventHandler({ "cards.rotate_cvv": rotated }, { onUnknown, seen });
    await expect(handle(envelope())).rejects.toThrow("redis down");
    expect(rotated).not.toHaveBeenCalled();
    await handle(envelope());
    expect(seen.add).toHaveBeenCalledExactlyOnceWith("252212bf-cde2-43f9-b28f-33ea2b452b32");
  });

  it("an invalid payload is not seen: it can be sent again, corrected", async () => {
    const handle = createEventHandler({ "cards.rotate_cvv": () => {} }, { onUnknown });
    await expect(handle(envelope({ data: payload({ card_id: "x" }) }))).rejects.toBeInstanceOf(EventError);
    expect((await handle(envelope())).status).toBe("handled");
  });
});

describe("the store in memory", () => {
  it("forgets the oldest beyond its capacity", () => {
    const store = createMemorySeenStore(2);
    for (const id of ["a", "b", "b", "c"]) store.add(id);
    expect(["a", "b", "c"].map((id) => store.has(id))).toEqual([false, true, true]);
  });

  it.each([0, -1, 1.5, Number.NaN])("takes no capacity of %d", (capacity) => {
    expect(() => createMemorySeenStore(capacity)).toThrow(RangeError);
  });
});
