import type { EventIdentity } from "./event-page.ts";

/** Words as one name: `Card CVV changed` → `CardCvvChanged`. Anything but letters and digits parts words. */
export function typeName(text: string): string {
  const words =
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join("");
  return /^[A-Z]/.test(name) || name === "" ? name : `Event${name}`;
}

/** `CardCvvChanged` → `cardCvvChanged`. */
export function valueName(type: string): string {
  return type[0]!.toLowerCase() + type.slice(1);
}

/** Types that the package exports or the generated files use, and the types whose constants would be called like one. */
const reserved = new Set(
  `CreateEventHandler CreateMemorySeenStore DefineEvent Deviation EventDefinition EventDefinitions EventEnvelope
  EventError EventHandlerOptions EventHandlers EventIdentity EventInput Findings HandledEvent InputLimits
  KnownDefinition KnownEvent ParsedEvent ParseEvent ParseOptions PismoEvent Problem ProblemKind Readonly Record
  SeenStore StandardIssue StandardResult StandardSchema Tolerate UnknownEvent Validate`.split(/\s+/),
);

/**
 * A type's name for each event: its title, with `V2` and so on from the second version. Where a title is missing,
 * reserved or used by two events, the name is made of the domain and the event.
 */
export function eventTypeNames(events: readonly (EventIdentity & { readonly title: string })[]): string[] {
  const suffixes = events.map(({ version }) => (version === 1 ? "" : `V${version}`));
  const byTitle = events.map(({ title }, index) => typeName(title) && typeName(title) + suffixes[index]!);
  return events.map(({ domain, event }, index) => {
    const name = byTitle[index]!;
    const isShared = byTitle.some((other, at) => other === name && at !== index);
    return name && !isShared && !isReserved(name)
      ? name
      : `${typeName(domain)}${typeName(event)}${suffixes[index]}`;
  });
}

/** An event's example and the values of its enums are exported beside it. */
function isReserved(name: string): boolean {
  return reserved.has(name) || /(Example|Values)$/.test(name);
}
