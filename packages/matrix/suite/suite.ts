import { bodies } from "./bodies.ts";
import { cors } from "./cors.ts";
import { errors } from "./errors.ts";
import { events } from "./events.ts";
import type { Test } from "./harness.ts";
import { hosts } from "./hosts.ts";
import { operations } from "./operations.ts";
import { retries } from "./retries.ts";
import { time } from "./time.ts";
import { tokens } from "./tokens.ts";
import type { World } from "./world.ts";

/** The tests of one subject. */
type Group = (world: World) => Test[];

const groups = { operations, errors, retries, time, tokens, hosts, bodies, events, cors };

/** The whole suite, the same on every platform, and what only the platform at hand has beside it. */
export function suite(world: World, more: { readonly [name: string]: Group } = {}): Test[] {
  return Object.entries<Group>({ ...groups, ...more }).flatMap(([group, tests]) =>
    tests(world).map(({ name, run }) => ({ name: `${group}: ${name}`, run })),
  );
}
