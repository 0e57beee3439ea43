import type { Call } from "./call.ts";
import type { ServedOperation } from "./served-operation.ts";

/** A request as one line: the operation, the verdict, and why it was refused. It holds no identifier and no secret. */
export function logLine(call: Call, operation: ServedOperation | undefined): string {
  const what = operation
    ? `${operation.name} (${call.method} ${operation.basePath}${operation.path})`
    : call.method;
  const answer =
    call.answer === "dropped" ? `dropped ${call.taken ? "after" : "before"} it was taken` : call.answer;
  const refusal = call.violations.length > 0 ? ` refused: ${call.violations.join("; ")}` : "";
  return `${call.host} ${what} → ${answer}${refusal}`;
}
