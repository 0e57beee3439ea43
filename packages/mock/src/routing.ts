import type { HostKind } from "./host-kind.ts";
import { maskText } from "./masking.ts";
import type { Prism, PrismOperation } from "./prism.ts";
import { type Problem, problem } from "./problem.ts";
import type { ServedOperation } from "./served-operation.ts";

/** An operation, and the request's path below its base path. */
export type Route = { readonly operation: ServedOperation; readonly path: string };

/** Finds the operation of a request, or says why there is none. */
export type Router = (host: HostKind, method: string, path: string) => Route | Problem;

/** Operations that are reached below one base path. */
type Mount = { readonly base: string; readonly operations: ReadonlyMap<PrismOperation, ServedOperation> };

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/**
 * A router over operations. A path is taken with its base path, as clients send it, or without it where only one API
 * fits.
 */
export function createRouter(prism: Prism, operations: readonly ServedOperation[]): Router {
  const hosts = { api: createFinder(prism, operations, "api"), pci: createFinder(prism, operations, "pci") };

  return (host, method, path) => {
    const [route, ...more] = hosts[host](method, path);
    if (route && more.length === 0) return route;
    if (route) return ambiguous(method, path, [route, ...more]);

    const other = host === "api" ? "pci" : "api";
    const [misdirected] = hosts[other](method, path);
    if (misdirected) return wrongHost(misdirected.operation, host);

    const allowed = methods.filter((candidate) => hosts[host](candidate, path).length > 0);
    if (allowed.length > 0) return wrongMethod(method, path, allowed);
    return unknownPath(
      path,
      host,
      operations.filter((operation) => operation.host === host),
    );
  };
}

/** All routes of a method and path: one where a base path leads to it, else one an API. */
function createFinder(prism: Prism, all: readonly ServedOperation[], host: HostKind) {
  const operations = all.filter((operation) => operation.host === host);
  const withBase = mounts(
    operations,
    (operation) => operation.basePath,
    (base) => base,
  ).sort((a, b) => b.base.length - a.base.length);
  const bare = mounts(
    operations,
    (operation) => operation.api,
    () => "",
  );

  const follow = (mount: Mount, method: string, path: string): Route[] => {
    if (!path.startsWith(`${mount.base}/`)) return [];
    const below = path.slice(mount.base.length);
    const found = prism.route([...mount.operations.keys()], method.toLowerCase(), below);
    const operation = found && mount.operations.get(found);
    return operation ? [{ operation, path: below }] : [];
  };

  return (method: string, path: string): Route[] => {
    for (const mount of withBase) {
      const routes = follow(mount, method, path);
      if (routes.length > 0) return routes;
    }
    return bare.flatMap((mount) => follow(mount, method, path));
  };
}

function mounts(
  operations: readonly ServedOperation[],
  key: (operation: ServedOperation) => string,
  base: (key: string) => string,
): Mount[] {
  return [...new Set(operations.map(key))].map((value) => ({
    base: base(value),
    operations: new Map(
      operations.filter((each) => key(each) === value).map((operation) => [operation.prism, operation]),
    ),
  }));
}

function ambiguous(method: string, path: string, routes: readonly Route[]): Problem {
  const bases = routes.map(({ operation }) => `${operation.basePath} (${operation.api})`).join(", ");
  return problem(404, `${method} ${maskText(path)} fits several APIs. Send it below a base path: ${bases}.`);
}

function wrongHost({ name, host }: ServedOperation, asked: HostKind): Problem {
  const detail = `${name} is an operation of the ${host} host, and this is the ${asked} host. Nothing was executed.`;
  return problem(421, detail, { operation: name, host });
}

function wrongMethod(method: string, path: string, allowed: readonly string[]): Problem {
  const list = allowed.join(", ");
  return problem(405, `${maskText(path)} is served for ${list}, not for ${method}.`, {}, { allow: list });
}

function unknownPath(path: string, host: HostKind, operations: readonly ServedOperation[]): Problem {
  return problem(404, `No operation of the ${host} host has the path ${maskText(path)}.`, {
    served: operations.map((operation) => `${operation.method} ${operation.basePath}${operation.path}`),
  });
}
