import { eachOperation } from "./each-operation.ts";
import { type JsonObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";

/** An operation that asks for a credential, and does not say what it answers without a valid one. */
export function lintSecurity(document: JsonObject): Finding[] {
  return [...eachOperation(document)].flatMap(({ operation, place }) => {
    const security = operation.security ?? document.security;
    const isSecured = Array.isArray(security) && security.some((each) => Object.keys(each ?? {}).length > 0);
    const statuses = Object.keys((operation.responses ?? {}) as JsonObject);
    if (!isSecured || statuses.some((status) => /^(401|4XX|default)$/i.test(status))) return [];
    const what = "It has a security scheme, and no response 401.";
    return [{ check: "security", place: pointer(...place, "responses"), what }];
  });
}
