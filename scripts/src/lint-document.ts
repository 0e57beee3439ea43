import type { JsonObject } from "./json.ts";
import { lintConditions } from "./lint-conditions.ts";
import { lintEnums } from "./lint-enums.ts";
import { lintExamples } from "./lint-examples.ts";
import type { Finding } from "./lint-finding.ts";
import { lintHosts } from "./lint-hosts.ts";
import { lintLengths } from "./lint-lengths.ts";
import { lintRequired } from "./lint-required.ts";
import { lintSecurity } from "./lint-security.ts";

const checks = [lintHosts, lintEnums, lintConditions, lintRequired, lintSecurity, lintExamples, lintLengths];

/** What is wrong with a whole document, though every linter takes it. */
export function lintDocument(document: JsonObject): Finding[] {
  return checks.flatMap((check) => check(document));
}
