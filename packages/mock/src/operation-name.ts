import type { ServedOperation } from "./served-operation.ts";

/** The operation of a name, `rotateCvv` or `cards.rotateCvv`. Throws a TypeError where it is unknown or fits several. */
export function findOperation(operations: readonly ServedOperation[], name: string): ServedOperation {
  const [found, ...others] = operations.filter(
    (operation) => operation.name === name || `${operation.api}.${operation.name}` === name,
  );
  if (!found) {
    throw new TypeError(
      `No operation \`${name}\`; there are ${operations.map((each) => each.name).join(", ")}.`,
    );
  }
  if (others.length > 0) {
    const choices = [found, ...others].map((each) => `${each.api}.${each.name}`).join(", ");
    throw new TypeError(`Several operations are named \`${name}\`: say ${choices}.`);
  }
  return found;
}
