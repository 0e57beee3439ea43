import { expect, test } from "vitest";
import type { Ending } from "../src/endings.ts";
import { faults } from "../src/faults.ts";
import { violations } from "../src/judge.ts";
import { operations } from "../src/operations.ts";
import type { Plan } from "../src/plan.ts";
import { codeOfFault, NOT_LET_IN, SERVED } from "../src/server-record.ts";

const never = operations.find(({ name }) => name === "rotateCvv")!;
const idempotent = operations.find(({ name }) => name === "resetCvv2TryCounter")!;

const met = (...names: string[]) =>
  names.map((name) =>
    name === "served" ? SERVED : name === "not let in" ? NOT_LET_IN : codeOfFault(indexOf(name)),
  );
const indexOf = (name: string) => {
  const index = faults.findIndex((fault) => fault.name === name);
  if (index < 0) throw new Error(`There is no fault ${name}.`);
  return index;
};

const plan = (changes: Partial<Plan> = {}): Plan => ({
  account: 1,
  operation: never,
  faults: [],
  bytes: 16,
  isUnsafe: false,
  isRefused: false,
  isLost: false,
  ...changes,
});

const success: Ending = {
  times: 1,
  kind: "success",
  outcome: "",
  status: 0,
  attempts: 0,
  tokenFailed: false,
  requestsSeen: 4,
  errorsSeen: 0,
  unauthorizedSeen: 0,
};

const failure = (kind: string, outcome: string, attempts: number, status = 0): Ending => ({
  ...success,
  kind: `Pismo${kind}Error`,
  outcome,
  attempts,
  status,
  requestsSeen: attempts,
  errorsSeen: 1,
});

test.each<[string, Plan, number[], Ending]>([
  ["served at once", plan(), met("served"), success],
  ["let in with a new token", plan(), met("401", "served"), success],
  ["refused, then served", plan(), met("503, in 0 s", "429, at a date", "served"), success],
  [
    "repeated, for it may be",
    plan({ operation: idempotent }),
    met("reset after the body", "served"),
    success,
  ],
  ["repeated, for the caller allows it", plan({ isUnsafe: true }), met("half a response", "served"), success],
  ["broken off", plan(), met("reset before the body"), failure("Connection", "unknown", 1)],
  ["failed", plan({ operation: idempotent }), met("500", "502", "408"), failure("Api", "unknown", 3, 408)],
  [
    "not let in twice",
    plan(),
    met("not let in", "401"),
    { ...failure("Unauthorized", "rejected", 2, 401), unauthorizedSeen: 2 },
  ],
  [
    "in time's want",
    plan({ faults: [indexOf("silence")] }),
    met("silence"),
    failure("Timeout", "unknown", 1),
  ],
  [
    "answered by the request before the last",
    plan({ operation: idempotent, faults: [indexOf("silence")] }),
    met("silence", "400", "served"),
    failure("BadRequest", "unknown", 3, 400),
  ],
  ["aborted", plan({ abort: "sending" }), met("served"), failure("Abort", "unknown", 1)],
  ["lost", plan({ isLost: true }), [], failure("Connection", "not-sent", 3)],
  ["without a token", plan(), [], { ...failure("Token", "not-sent", 1), tokenFailed: true, requestsSeen: 0 }],
  ["refused by us", plan({ isRefused: true }), [], { ...failure("Input", "not-sent", 0), errorsSeen: 0 }],
])("nothing is wrong with a call %s", (_, plan, met, ending) => {
  expect(violations(plan, met, ending)).toEqual([]);
});

test.each<[string, Plan, number[], Ending, string]>([
  ["that never ended", plan(), met("served"), { ...success, times: 0 }, "ended 0 times"],
  ["that ended twice", plan(), met("served"), { ...success, times: 2 }, "ended 2 times"],
  ["with another's answer", plan(), met("served"), { ...success, kind: "wrong answer" }, "another call"],
  ["with a TypeError", plan(), met("served"), { ...success, kind: "foreign error" }, "none of ours"],
  ["sent twice", plan(), met("reset after the body", "served"), success, "sent again"],
  [
    "executed, but rejected",
    plan(),
    met("500"),
    failure("Server", "rejected", 1, 500),
    "may have been executed",
  ],
  [
    "executed, but not sent",
    plan(),
    met("silence"),
    failure("Abort", "not-sent", 1),
    "may have been executed",
  ],
  [
    "refused, but not sent",
    plan(),
    met("400"),
    failure("BadRequest", "not-sent", 1, 400),
    "the server has it",
  ],
  ["unseen by onRequest", plan(), met("served"), { ...success, requestsSeen: 0 }, "onRequest"],
  [
    "unseen by onError",
    plan(),
    met("400"),
    { ...failure("Api", "rejected", 1, 400), errorsSeen: 0 },
    "onError",
  ],
  ["shown to onError", plan(), met("served"), { ...success, errorsSeen: 1 }, "onError"],
  ["of too few attempts", plan(), met("401", "400"), failure("Api", "rejected", 1, 400), "too few"],
  ["that succeeded of itself", plan(), met("500"), success, "nothing explains"],
  ["with another status", plan(), met("400"), failure("Api", "rejected", 1, 404), "nothing explains"],
  ["that nobody aborted", plan(), met("served"), failure("Abort", "unknown", 1), "nothing explains"],
  ["that nothing slowed", plan(), met("served"), failure("Timeout", "unknown", 1), "nothing explains"],
  ["whose token did not fail", plan(), [], failure("Token", "not-sent", 1), "nothing explains"],
  ["that nothing broke", plan(), [], failure("Connection", "unknown", 1), "nothing explains"],
  ["lost, unknown", plan({ isLost: true }), [], failure("Connection", "unknown", 3), "nothing explains"],
  ["lost too soon", plan({ isLost: true }), [], failure("Connection", "not-sent", 1), "more were allowed"],
  [
    "with one token",
    plan(),
    met("401"),
    { ...failure("Unauthorized", "rejected", 1, 401), unauthorizedSeen: 1 },
    "nothing explains",
  ],
  ["given up", plan(), met("503, in 0 s"), failure("Server", "rejected", 1, 503), "more were allowed"],
  [
    "given up, though it may be repeated",
    plan({ operation: idempotent }),
    met("401", "502"),
    { ...failure("Server", "unknown", 2, 502), unauthorizedSeen: 1 },
    "more were allowed",
  ],
  ["sent with `..`", plan({ isRefused: true }), met("served"), success, "nothing explains"],
])("a call %s is found", (_, plan, met, ending, violation) => {
  expect(violations(plan, met, ending).join("\n")).toContain(violation);
});
