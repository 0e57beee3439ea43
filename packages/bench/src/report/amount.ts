const digits: { readonly [unit: string]: number } = {
  "× bare fetch": 2,
  "ms an operation": 2,
  ms: 1,
  µs: 1,
  MB: 1,
};

/** A figure as people read it, without its unit. */
export function amount(value: number, unit: string): string {
  const [whole, part] = Math.abs(value)
    .toFixed(digits[unit] ?? 0)
    .split(".");
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const text = part ? `${grouped}.${part}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** The same with its unit. */
export function withUnit(value: number, unit: string): string {
  return `${amount(value, unit)} ${unit}`;
}

/** A figure beside ours, as `compare` has it. */
export function besideOurs(toOurs: number, compare: "ratio" | "difference", unit: string): string {
  if (compare === "ratio") return `${toOurs.toFixed(2)} ×`;
  return toOurs > 0 ? `+${amount(toOurs, unit)}` : amount(toOurs, unit);
}
